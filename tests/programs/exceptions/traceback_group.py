def check(n):
    if n % 2:
        raise ValueError(f"odd {n}")

errors = []
for n in range(4):
    try:
        check(n)
    except ValueError as e:
        errors.append(e)
raise ExceptionGroup("checks failed", errors)
