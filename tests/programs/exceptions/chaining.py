try:
    try:
        {}["a"]
    except KeyError as e:
        raise ValueError("bad input") from e
except ValueError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("second")
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("third") from None
except KeyError as e:
    print(repr(e.__context__), e.__suppress_context__)
