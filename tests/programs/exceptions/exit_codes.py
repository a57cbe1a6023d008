import sys
try:
    sys.exit(2)
except SystemExit as e:
    print("caught", e.code)
def quit_later():
    try:
        sys.exit("a message")
    finally:
        print("cleaning up")
quit_later()
