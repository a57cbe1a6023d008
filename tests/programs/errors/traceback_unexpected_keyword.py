def connect(host, port=80):
    return host, port
print(connect("a", port=1))
connect("a", timeout=5)
