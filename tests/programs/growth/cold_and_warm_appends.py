# A local str grows in place only once the instruction is specialised.
def grow(n):
    text = "".join(["ab", "cd"])
    places = [id(text)]
    for _ in range(n):
        text += "x"
        places.append(id(text))
    return "".join("=" if a == b else "n" for a, b in zip(places, places[1:]))

print(grow(11))
print(grow(11))

def once():
    text = "".join(["ab", "cd"])
    place = id(text)
    text = text + "y"
    return id(text) == place

print([once() for _ in range(12)])
