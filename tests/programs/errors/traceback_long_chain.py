class LoadError(Exception):
    pass
def read(name):
    return {"a": "1"}[name]
def parse(name):
    try:
        return int(read(name))
    except KeyError as e:
        raise LoadError(f"no {name}") from e
def load(*names):
    for n in names:
        try:
            parse(n)
        except LoadError:
            raise RuntimeError("load failed")
load("a", "b")
