def trial(n):
    out = []
    try:
        out.append("try")
        try:
            out.append("inner")
            if n == 1:
                raise ValueError
            if n == 2:
                raise KeyError
            if n == 3:
                return out
        except ValueError:
            out.append("inner except")
            raise TypeError
        else:
            out.append("inner else")
        finally:
            out.append("inner finally")
    except TypeError:
        out.append("outer type")
    except KeyError:
        out.append("outer key")
    else:
        out.append("outer else")
    finally:
        out.append("outer finally")
    return out
for n in range(4):
    print(n, trial(n))
