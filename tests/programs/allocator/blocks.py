# Each small object is one block or more.
import sys
before = sys.getallocatedblocks()
keep = [object() for _ in range(1000)]
grown = sys.getallocatedblocks() - before
print(grown >= 1000, grown <= 1010)
del keep
print(sys.getallocatedblocks() - before < 50)
before = sys.getallocatedblocks()
big = [bytes(1000) for _ in range(100)]
print(sys.getallocatedblocks() - before < 120)
