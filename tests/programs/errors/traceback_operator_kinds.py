class Money:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return Money(self.n + other.n)
wallet = [Money(1), Money(2), 3]
total = wallet[0] + wallet[1]
print(total.n)
total = (wallet[0] + wallet[1]) + wallet[2]
