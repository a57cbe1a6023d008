# Words that the interpreter itself uses are interned, and immortal, before a program begins.
import sys
for word in ("name", "value", "hello", "abc", "node", "data", "key"):
    fresh = "".join(list(word))
    print(word, sys.intern(fresh) is fresh, sys.getrefcount(fresh) > 1000000)
