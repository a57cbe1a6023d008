class TrieNode:
    __slots__ = ("children", "end")
    def __init__(self):
        self.children = {}
        self.end = False
class Trie:
    def __init__(self):
        self.root = TrieNode()
        self.nodes = 1
    def insert(self, word):
        node = self.root
        for ch in word:
            if ch not in node.children:
                node.children[ch] = TrieNode()
                self.nodes += 1
            node = node.children[ch]
        node.end = True
    def find(self, prefix):
        node = self.root
        for ch in prefix:
            node = node.children.get(ch)
            if node is None:
                return []
        found = []
        def walk(n, path):
            if n.end:
                found.append(prefix + path)
            for ch, child in n.children.items():
                walk(child, path + ch)
        walk(node, "")
        return found
t = Trie()
for w in ("car", "cart", "cat", "dog"):
    t.insert(w)
print(t.nodes, t.find("ca"), t.find("x"), t.find("dog"))
