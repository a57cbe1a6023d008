def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
# OSError
e = OSError(2, 'No such file', 'a.txt')
t(lambda: (e.errno, e.strerror, e.filename, e.filename2, e.args, str(e), repr(e), type(e)))
e = OSError(2, 'No such file', 'a.txt', None, 'b.txt')
t(lambda: (e.errno, e.strerror, e.filename, e.filename2, e.args, str(e), repr(e)))
e = OSError('only'); t(lambda: (e.errno, e.strerror, e.filename, e.filename2, e.args, str(e)))
e = OSError(1, 2, 3, 4, 5, 6); t(lambda: (e.errno, e.args, str(e)))
e = BlockingIOError(11, 'again', 5); t(lambda: (e.errno, e.characters_written, e.filename, e.args, str(e)))
e = BlockingIOError(11, 'again'); t(lambda: e.characters_written); e.characters_written = 7; t(lambda: e.characters_written)
t(lambda: OSError().characters_written); t(lambda: OSError(1, 'x', 'y').characters_written)
for n in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 5): t(lambda: OSError(n, 'm'))
e.filename = 'new'; t(lambda: str(e)); del e.filename; t(lambda: e.filename)
# Unicode
e = UnicodeDecodeError('utf-8', b'abc\xff', 3, 4, 'bad'); t(lambda: (e.encoding, e.object, e.start, e.end, e.reason, e.args, str(e)))
e.reason = 'worse'; e.start = 1; e.end = 3; t(lambda: str(e))
e = UnicodeEncodeError('ascii', 'ab\xe9', 2, 3, 'ordinal'); t(lambda: (e.encoding, e.object, e.start, e.end, e.reason, str(e)))
e = UnicodeTranslateError('ab\u20ac', 2, 3, 'why'); t(lambda: (e.encoding, e.object, e.start, e.end, e.reason, str(e), repr(e)))
e = UnicodeTranslateError('abcd', 1, 3, 'why'); t(lambda: str(e))
t(lambda: UnicodeDecodeError('a')); t(lambda: UnicodeDecodeError('utf-8', 'str', 0, 1, 'r')); t(lambda: UnicodeEncodeError('ascii', b'x', 0, 1, 'r')); t(lambda: UnicodeTranslateError(1, 2, 3, 4))
t(lambda: UnicodeError('x').args)
# Syntax
e = SyntaxError('msg', ('f.py', 3, 5, 'text\n', 3, 9)); t(lambda: (e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.print_file_and_line, e.args, str(e)))
e = SyntaxError('msg', ('f.py', 3, 5, 'text\n')); t(lambda: (e.lineno, e.end_lineno, e.end_offset))
e = SyntaxError(); t(lambda: (e.msg, e.filename, str(e))); t(lambda: SyntaxError('a', 'b')); t(lambda: SyntaxError('a', (1, 2)))
# Import
e = ImportError('m', name='n', path='p'); t(lambda: (e.msg, e.name, e.path, e.args, str(e), repr(e))); t(lambda: ImportError('a', foo=1)); t(lambda: ImportError('a', 'b').msg)
e = ModuleNotFoundError('q', name='z'); t(lambda: (e.name, e.msg))
# Stop, exit
e = StopIteration(1, 2); t(lambda: (e.value, e.args)); t(lambda: StopIteration().value); e.value = 9; t(lambda: (e.value, e.args))
t(lambda: (SystemExit().code, SystemExit(3).code, SystemExit(1, 2).code, SystemExit('a').code))
e = NameError('x', name='nm'); t(lambda: (e.name, str(e))); e = AttributeError('a', name='b', obj=5); t(lambda: (e.name, e.obj))
t(lambda: KeyError('k').args); t(lambda: str(KeyError('k'))); t(lambda: str(KeyError('a', 'b'))); t(lambda: str(KeyError()))
# Base
e = Exception('a', 1); t(lambda: (e.args, str(e), repr(e), e.__cause__, e.__context__, e.__suppress_context__, e.__traceback__)); e.args = [1, 2]; t(lambda: e.args)
e.__setstate__({'x': 5}); t(lambda: e.x); t(lambda: e.__setstate__(None)); t(lambda: e.__setstate__(5)); t(lambda: e.__dict__); t(lambda: e.__reduce__()); t(lambda: e.__getstate__())
e.add_note('n1'); e.add_note('n2'); t(lambda: e.__notes__); t(lambda: e.add_note(1)); t(lambda: e.with_traceback(None) is e); t(lambda: e.with_traceback(1))
def sc(v): e.__cause__ = v
t(lambda: sc(ValueError('c'))); t(lambda: (e.__cause__, e.__suppress_context__)); t(lambda: sc(1)); t(lambda: sc(None))
t(lambda: ValueError(a=1)); t(lambda: BaseException.__new__(int))
# Groups
g = ExceptionGroup('g', [ValueError(1), TypeError(2), ExceptionGroup('h', [KeyError(3)])])
t(lambda: (g.message, g.exceptions, str(g), repr(g), g.args)); t(lambda: g.subgroup(ValueError)); t(lambda: g.split(TypeError)); t(lambda: g.subgroup(lambda x: isinstance(x, KeyError))); t(lambda: g.derive([OSError()])); t(lambda: ExceptionGroup('a', [])); t(lambda: ExceptionGroup('a', [1])); t(lambda: ExceptionGroup('a', [KeyboardInterrupt()])); t(lambda: BaseExceptionGroup('a', [KeyboardInterrupt()])); t(lambda: type(BaseExceptionGroup('a', [ValueError()]))); t(lambda: ExceptionGroup('a')); t(lambda: ExceptionGroup(1, [ValueError()])); t(lambda: ExceptionGroup[int]); t(lambda: g.subgroup(OSError))
import copy, pickle
for x in (OSError(2, 'a', 'b'), OSError(2, 'a', 'b', None, 'c'), KeyError(1), UnicodeDecodeError('u', b'x', 0, 1, 'r'), ImportError('m', name='n'), StopIteration(3), SystemExit(4), SyntaxError('m', ('f', 1, 2, 't'))):
    t(lambda: x.__reduce__())
    y = copy.copy(x); t(lambda: (type(y), y.args, str(y)))
