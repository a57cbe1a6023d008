import sys
print("to stdout")
print("to stderr", file=sys.stderr)
sys.stdout.flush()
raise LookupError("final", 42)
