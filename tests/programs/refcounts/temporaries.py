# Temporaries are held by the evaluation alone.
import sys
print(sys.getrefcount(object()))
print(sys.getrefcount([]))
print(sys.getrefcount({}))
print(sys.getrefcount([1, 2][:]))
print(sys.getrefcount((lambda: object())()))
print(sys.getrefcount(str(12345)))
