import random
random.seed(42)
print([random.randint(1, 100) for _ in range(5)], random.random(), random.choice("abc"), random.sample(range(10), 3))
l = list(range(6))
random.shuffle(l)
print(l, random.uniform(1, 2), random.randrange(0, 100, 10), random.choices("ab", k=4), random.getrandbits(16), random.gauss(0, 1))
r = random.Random(1)
print(r.random(), r.random())
