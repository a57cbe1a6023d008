def same(text):
    return eval(repr(text)) is eval(repr(text))
for text in ("a", "ab", "a_b", "a1", "1a", "_", "a b", "a-b", "a.b", "A" * 50, "a" * 5000, "é", "éa", "", "a!", "π", "x" * 20 + " "):
    print(repr(text[:12]), len(text), same(text))
