class Glyph:
    _cache = {}
    def __new__(cls, char, font):
        key = (char, font)
        if key not in cls._cache:
            cls._cache[key] = super().__new__(cls)
            cls._cache[key].char, cls._cache[key].font = char, font
        return cls._cache[key]
text = [Glyph(c, "mono") for c in "hello world"]
print(len(text), len({id(g) for g in text}), len(Glyph._cache))
print(text[2] is text[3], Glyph("l", "mono") is text[2], Glyph("l", "serif") is text[2])
