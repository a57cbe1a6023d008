text = """the cat sat on the mat
the dog sat on the log"""
from collections import Counter, defaultdict
words = text.split()
print(Counter(words).most_common(3), len(set(words)))
index = defaultdict(set)
for n, line in enumerate(text.splitlines(), 1):
    for w in line.split():
        index[w].add(n)
print({w: sorted(lines) for w, lines in sorted(index.items())})
print(max(words, key=len), sorted(set(map(len, words))), " ".join(w.capitalize() for w in words[:3]))
print("\n".join(f"{w:<5}|{c:>3}|{'#' * c}" for w, c in sorted(Counter(words).items())))
