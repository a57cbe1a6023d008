class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next
    def __del__(self):
        print("free", self.value)
head = None
for v in range(4):
    head = Node(v, head)
second = head.next
print("cut")
head = None
print("rest")
second.next = None
print("end")
