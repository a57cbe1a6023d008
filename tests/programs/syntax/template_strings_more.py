n=3
t=t"a{n!r:>{n}}b{n=}{{x}}{n}{n}"
print(repr(t), t.strings, t.values, t.interpolations, list(t), iter(t), type(t), type(iter(t)))
Template=type(t); Interpolation=type(t.interpolations[0])
print(Template.__doc__, Interpolation.__doc__, Interpolation.__match_args__)
import sys; print(sys.getrefcount(t))
for e in ("t+t","t+'x'","'x'+t","Template('a','b',Interpolation(1,'x'),'c')","Template(1)","Interpolation(1)","Interpolation(1,'x','q')","Interpolation(1,'x','r','>3')","Interpolation(1,2)","Interpolation()","Interpolation(1,'x',None,3)","t==t","t.x","setattr(t,'strings',())","Template(x=1)","Template()","t'{n}'.values","Template(Interpolation(1,'x'))","t'' ","t'a' t'b{n}'","str(t)","f'{t}'","next(iter(t))","Template.__name__,Template.__module__,Template.__qualname__","class_","Interpolation[int]", "Interpolation(1, expression='e', conversion='r', format_spec='z')", "Interpolation(1).expression", "t*2","len(t)", "t'{n' ", "t'}'", "t'{}'", "t'{n!x}'", "rt'{n}\\d'", "tr'\\n{n}'.strings", "t'{n}' 'x'", "t'{n}' f'x'", "'x' t'{n}'", "t'{1+1}'.interpolations", "t'''{n\n+1}'''.interpolations", "t'{ n }'.interpolations", "t'{n = }'", "t'{f\"{n}\"}'", "t'{t\"{n}\"}'", "t'{(lambda: 1)()}'", "t'{undefined}'"):
    try: print(e,'->',eval(e))
    except SyntaxError as x: print(e,'->',type(x).__name__,x.msg,x.offset)
    except Exception as x: print(e,'->',type(x).__name__,x)
try:
    class S(Template): pass
except TypeError as e: print(e)
match t.interpolations[0]:
    case Interpolation(v, e, c, f): print(v,e,c,f)
def html(t):
    return "".join(p if isinstance(p, str) else format(p.value, p.format_spec) for p in t)
print(html(t"<{n:03d}> {n + 1:.2f}"))
print(t"{1/0}")
