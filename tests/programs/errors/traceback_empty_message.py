class Quiet(Exception):
    pass
try:
    raise Quiet
except Quiet as e:
    print(repr(e), str(e) == "")
raise Quiet()
