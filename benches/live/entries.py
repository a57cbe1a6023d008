live = {}
for i in range(1_000_000):
    live[i] = i
print(len(live))
