class A:
    def __init__(self):
        self._soft = 1
        self.__hard = 2
    def get(self):
        return self.__hard
    def __secret(self):
        return "secret"
class B(A):
    def __init__(self):
        super().__init__()
        self.__hard = 3
b = B()
print(sorted(vars(b)), b.get(), b._A__hard, b._B__hard, b._A__secret())
try:
    b.__hard
except AttributeError as e:
    print(e)
