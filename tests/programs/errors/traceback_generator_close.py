def g():
    try:
        yield 1
    finally:
        raise ValueError("while closing")
it = g()
next(it)
it.close()
