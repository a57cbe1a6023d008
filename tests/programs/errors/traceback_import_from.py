from math import floor
print(floor(2.5))
from sys import getrefcont
