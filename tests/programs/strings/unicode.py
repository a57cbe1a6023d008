s = "héllo wörld 😀 ñ"
print(len(s), s.upper(), s[::-1], s.encode(), s.encode("latin-1", "replace"), s.encode("ascii", "ignore"), s.encode("ascii", "backslashreplace"))
print([ord(c) for c in "a€😀"], chr(128512), "\u00e9" == "e\u0301", len("e\u0301"), ascii("é😀"), repr("é\x00\n\t'\"\\"))
print("ß".upper(), "İ".lower() == "i̇", "ﬁ".upper(), "ǆ".title(), "Σ".lower(), "ς".upper(), "ß".casefold() == "ss".casefold())
print(sorted(["é", "e", "z", "a"]), "straße".replace("ß", "ss"), "日本".isalpha(), "１２".isdigit(), int("１２"), "\u2028".splitlines())
b = "é".encode("utf-8")
print(b, list(b), b.decode(), b.hex(), bytes.fromhex("c3 a9").decode(), "é".encode("utf-16-le"), len("é".encode("utf-32")))
for f in (lambda: b"\xe9".decode("utf-8"), lambda: "é".encode("ascii"), lambda: "\ud800".encode()):
    try:
        f()
    except UnicodeError as e:
        print(type(e).__name__, e)
