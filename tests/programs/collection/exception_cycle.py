# Keeping an exception in a local of its own frame makes a cycle.
import gc
gc.collect()
def f():
    try:
        1 / 0
    except ZeroDivisionError as e:
        kept = e
f()
print(gc.collect())
def g():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
g()
print(gc.collect())
