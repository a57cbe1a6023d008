import io
s = io.StringIO()
s.write("hello\n"); print("more", file=s)
print(repr(s.getvalue()), s.tell(), s.seek(0), s.readline(), s.read())
b = io.BytesIO(b"abc")
print(b.read(2), b.read(), b.getvalue())
for line in io.StringIO("a\nb\n"):
    print(repr(line))
print(io.StringIO("x\ny").readlines())
try:
    open("no/such/file")
except FileNotFoundError as e:
    print(e, e.errno, e.filename)
