# Which copies are new objects?
import copy
numbers = [1, [2], 3]
words = ("a", ("b",))
text = "plain text"
print(numbers[:] is numbers, words[:] is words, text[:] is text)
print(list(numbers) is numbers, tuple(words) is words, str(text) is text)
print(copy.copy(numbers) is numbers, copy.copy(words) is words, copy.copy(text) is text)
print(copy.deepcopy(words) is words, copy.deepcopy((1, [2]))[1] == [2])
print(numbers[:][1] is numbers[1], copy.deepcopy(numbers)[1] is numbers[1])
print(numbers * 1 is numbers, words * 1 is words, text * 1 is text, words + () is words)
