class Settings:
    options = {}
    def __init__(self, **kw):
        self.own = kw
        self.options.update(kw)
a = Settings(x=1)
b = Settings(y=2)
print(a.options, b.options, a.options is b.options, a.own, b.own)
b.options = {"mine": True}
print(a.options, b.options, Settings.options, vars(b))
