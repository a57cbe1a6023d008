class Door:
    def __enter__(self):
        print("open")
        return self
    def __exit__(self, kind, value, tb):
        print("close", kind.__name__, tb is not None)
        raise RuntimeError("door stuck")
with Door():
    raise ValueError("inside")
