import sys
def main():
    print("working")
    try:
        sys.exit("fatal: cannot continue")
    except SystemExit as e:
        print("exit code", e.code)
        raise
main()
