# A linked list frees its nodes from head to tail.
import sys
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
    def __del__(self):
        print(f"freeing {self.value}")
class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0
    def push(self, value):
        self.head = Node(value, self.head)
        self.size += 1
    def pop(self):
        node = self.head
        self.head = node.next
        self.size -= 1
        return node.value
    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next
l = LinkedList()
for v in "abc":
    l.push(v)
print(list(l), sys.getrefcount(l.head), sys.getrefcount(l.head.next))
print("popped", l.pop())
print(list(l), l.size)
del l
print("done")
