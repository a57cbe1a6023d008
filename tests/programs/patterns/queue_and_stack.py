class Stack:
    def __init__(self):
        self._items = []
    def push(self, x):
        self._items.append(x)
    def pop(self):
        if not self._items:
            raise IndexError("pop from empty stack")
        return self._items.pop()
    def __len__(self):
        return len(self._items)
def balanced(text):
    s = Stack()
    pairs = {")": "(", "]": "[", "}": "{"}
    for ch in text:
        if ch in pairs.values():
            s.push(ch)
        elif ch in pairs:
            if not s or s.pop() != pairs[ch]:
                return False
    return not len(s)
print([balanced(t) for t in ("()[]{}", "([)]", "((", "", "a(b)c")])
try:
    Stack().pop()
except IndexError as e:
    print(e)
