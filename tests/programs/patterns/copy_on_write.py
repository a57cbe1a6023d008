class Cow:
    def __init__(self, data, shared=False):
        self._data, self._shared = data, shared
    def clone(self):
        self._shared = True
        return Cow(self._data, True)
    def append(self, x):
        if self._shared:
            self._data = list(self._data)
            self._shared = False
        self._data.append(x)
a = Cow([1, 2])
b = a.clone()
print(a._data is b._data)
b.append(3)
print(a._data is b._data, a._data, b._data)
a.append(9)
print(a._data, b._data)
