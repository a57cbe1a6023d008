"""Keywords of the language."""

__all__ = ['iskeyword', 'issoftkeyword', 'kwlist', 'softkwlist']

import _release

kwlist = [
    'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class',
    'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if',
    'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try',
    'while', 'with', 'yield',
]
softkwlist = ['_', 'case', 'match', 'type']
if _release.lacks('function.__type_params__'):
    softkwlist.remove('type')
if not _release.lacks('keyword.lazy'):
    softkwlist.insert(2, 'lazy')
iskeyword = frozenset(kwlist).__contains__
issoftkeyword = frozenset(softkwlist).__contains__
