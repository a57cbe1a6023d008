def check(f):
    try:
        f()
    except ArithmeticError as e:
        print("arithmetic", repr(e))
    except LookupError as e:
        print("lookup", repr(e), e)
    except (TypeError, ValueError) as e:
        print("type or value", e)
    else:
        print("fine")
    finally:
        print("finally")
check(lambda: 1 / 0)
check(lambda: [][1])
check(lambda: {}["key"])
check(lambda: int("x"))
check(lambda: "a" + 1)
check(lambda: None)
print(KeyError.__mro__, issubclass(FileNotFoundError, OSError))
