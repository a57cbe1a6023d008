class Counter:
    def __init__(self):
        self.count = 0

    def add(self, step):
        self.count += step
        return self

class Doubling(Counter):
    def add_twice(self, step):
        return self.add(step).add(step)

def count_up(n):
    counter = Doubling()
    for i in range(n):
        counter.add_twice(1)
    return counter.count

print(count_up(150_000))
