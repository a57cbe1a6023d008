class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b

live = [Pair(None, None) for i in range(300_000)]
print(len(live))
