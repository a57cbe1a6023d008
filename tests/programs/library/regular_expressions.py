import re
print(re.match(r"(\w+) (\w+)", "hello world").groups(), re.search(r"\d+", "abc123def"), re.findall(r"[a-z]+", "ab12cd"), re.sub(r"(\w)(\w)", r"\2\1", "abcd"), re.split(r"[,;]\s*", "a, b;c"), re.findall(r"(a)(b)?", "abaa"))
print([m.span() for m in re.finditer(r"a*", "baac")], re.sub("x*", "-", "abxd"), re.split(r"(-)", "a-b-c"), re.split(r"x*", "axbc"), re.findall(r"\b\w", "hi there you"), re.fullmatch(r"a|ab", "ab"))
m = re.match(r"(?P<first>\w+)\s(?P<last>\w+)?", "Ada ")
print(m, m.groupdict(), m["first"], m.start("first"), m.end(), m.lastindex, m.lastgroup, m.expand(r"\g<first>!\1"), m.re.groupindex, m.string, m.pos, m.endpos)
print(re.compile("a+", re.I | re.M), re.compile("a").flags, re.I, re.compile(b"a+").findall(b"caab"), re.escape("a.b*c"), re.compile(r"(?i)hello").match("HELLO"), re.findall(r"(?m)^\w", "ab\ncd"), re.findall(r"a.c", "a\nc", re.S))
print(re.match(r"(a+)+b", "aaaab").group(), re.match(r"(?:a|b)*?c", "ababc").group(), re.match(r"(['\"]).*?\1", "'it\"s' x").group(), re.findall(r"(?<=\$)\d+", "$10 $20 30"), re.findall(r"\d+(?!\d|%)", "10% 20"), re.findall(r"(?<!a)b", "ab cb"), re.match(r"a{2,3}", "aaaa").group(), re.match("a{2}?", "aaa").group(), re.match(r"(a)?(?(1)b|c)", "ab").group(), re.findall("a{,2}", "aaa"))
for p in ("(", "[", "*a", "a**", "a{2,1}", "\\", "(?P<1>a)", "(?P=x)", ")", "(?<=a*)b", "[z-a]", "(?z)", "\\q", "\\1", "(?P<a>x)(?P<a>y)", "(?", "a(?i)b", "x{1}{2}", "[a-\\d]", "(?P<a", "(?:a"):
    try: re.compile(p); print("ok", p)
    except re.error as e: print(type(e).__name__, e, e.pos, e.lineno)
print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "1 22 x3"), re.subn("a", "b", "aaa", count=2), re.sub("(?P<n>a)", r"[\g<n>]", "aba"), re.sub("a", r"\n", "a"), re.sub(r"(a)|b", r"<\1>", "ab"))
try: re.sub("a", r"\2", "a")
except re.error as e: print(e)
try: re.match("a", b"a")
except TypeError as e: print(e)
try: re.match("a", 5)
except TypeError as e: print(e)
try: re.match("(a)","a").group(2)
except IndexError as e: print(e)
print(re.findall(r"""
 (\w+)   # word
 \s*=\s* 
 (\d+)""", "a = 1, b=22", re.X), re.findall(r"\w+", "héllo wörld"), re.findall(r"\w+", "héllo", re.A), re.match("É", "é", re.I), re.findall(r"[^\W\d_]+", "ab1_c"), re.findall(r"[\w.-]+@[\w-]+\.\w+", "x.y@z-a.com, q@w.org"))
print(re.compile("(a)(b(c))").groups, re.compile("a") == re.compile("a"), re.compile("a") is re.compile("a"), type(m), type(re.compile("x")), isinstance(m, re.Match), re.match("a(b)?", "a").groups(), re.match("a(b)?", "a").groups(""), re.match("a(b)?", "a").span(1), bool(re.match("", "")))
print(re.match(r"(?>a+)ab", "aaab"), re.match(r"a++b", "aab"), re.match(r"(?s:.)b", "\nb"), re.search(r"^b$", "a\nb\nc", re.M).span(), re.search(r"c\Z", "abc"), re.search(r"b$", "ab\n"), re.split(r"\s+", " a  b ", maxsplit=1), re.findall("", "ab"))
