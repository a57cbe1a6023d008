class AppError(Exception):
    """Base."""
class NotFound(AppError):
    def __init__(self, name, *, code=404):
        super().__init__(f"{name} not found")
        self.name, self.code = name, code
try:
    raise NotFound("page")
except AppError as e:
    print(e, e.args, e.code, type(e).__name__, repr(e))
e = Exception()
print(repr(e), str(e), repr(Exception("a", 1)), str(Exception("a", 1)), Exception("x") == Exception("x"))
try:
    raise AppError
except AppError as e:
    print(repr(e), e.__doc__)
try:
    raise "text"
except TypeError as e:
    print(e)
try:
    raise ValueError("with note")
except ValueError as e:
    e.add_note("remember")
    print(e.__notes__)
