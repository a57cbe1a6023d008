class Node:
    def __init__(self, value):
        self.value = value
        self.me = self

def churn(n):
    alive = None
    for i in range(n):
        alive = Node(i)
    return alive.value

print(churn(100_000))
