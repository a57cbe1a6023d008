# [[0] * 3] * 3 makes one row with three places.
board = [["_"] * 3] * 3
board[0][1] = "X"
print(board)
board = [["_"] * 3 for _ in range(3)]
board[0][1] = "X"
print(board)
d = dict.fromkeys("ab", [])
d["a"].append(1)
print(d)
