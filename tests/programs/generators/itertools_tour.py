from itertools import chain, count, cycle, repeat, accumulate, groupby, product, permutations, combinations, zip_longest, starmap, tee, dropwhile, compress, pairwise, filterfalse, islice, combinations_with_replacement
print(list(chain("ab", [1])), list(chain.from_iterable([[1], [2, 3]])), list(islice(count(5, 2), 3)), list(islice(cycle("ab"), 5)))
print(list(repeat(1, 2)), list(accumulate([1, 2, 3])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], initial=10)))
print([(k, list(v)) for k, v in groupby("aabbbc")], list(product("ab", [1, 2])), list(permutations("abc", 2)))
print(list(combinations("abc", 2)), list(combinations_with_replacement("ab", 2)), list(zip_longest("ab", "c", fillvalue="-")))
print(list(starmap(pow, [(2, 3), (3, 2)])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(compress("abc", [1, 0, 1])))
a, b = tee([1, 2, 3])
print(list(a), list(b), list(pairwise("abc")), list(filterfalse(None, [0, 1])), list(product([0, 1], repeat=2)))
