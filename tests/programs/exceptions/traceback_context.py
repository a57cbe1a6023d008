def cleanup():
    return [][3]

def work():
    try:
        {"a": 1}["b"]
    except KeyError:
        cleanup()

work()
