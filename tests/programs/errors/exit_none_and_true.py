import sys
try:
    sys.exit()
except SystemExit as e:
    print(repr(e.code))
try:
    sys.exit(3)
except SystemExit as e:
    print(repr(e.code))
raise SystemExit(True)
