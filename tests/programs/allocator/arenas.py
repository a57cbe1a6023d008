import sys
before = sys.getallocatedblocks()
big = [[object() for _ in range(1000)] for _ in range(100)]
print(sys.getallocatedblocks() - before >= 100_000)
ids = sorted({id(o) >> 20 for row in big for o in row})
print(len(ids) >= 2)
del big
print(sys.getallocatedblocks() - before < 1000)
