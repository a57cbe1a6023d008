try:
    int("z")
except ValueError as e:
    e.add_note("while reading the config")
    e.add_note("line 3")
    raise
