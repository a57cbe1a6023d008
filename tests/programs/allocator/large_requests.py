# More than 512 bytes come from elsewhere.
import sys
before = sys.getallocatedblocks()
a = [bytes(400) for _ in range(200)]
small = sys.getallocatedblocks() - before
before = sys.getallocatedblocks()
b = [bytes(600) for _ in range(200)]
large = sys.getallocatedblocks() - before
print(small >= 200, large >= 200)
print({id(x) % 16 for x in b}, len({id(x) for x in a + b}))
