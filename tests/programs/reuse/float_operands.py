# Float arithmetic may write its result into an operand that nobody else refers to.
# how many executions before the operand is used again
def run(op, n=6):
    out = []
    for i in range(n):
        keep = []
        t = None
        out.append(op(keep))
    return out
x = 2.5
def probe(name, f):
    r = []
    for i in range(8):
        r.append(f(i))
    print(name, r)
def add(i):
    y = float(i) + 1.5
    a = id(y)
    return a
# direct: float(i) object id must be learnt: use id() of a float made just before and freed
def learn(i):
    z = float(i) + 0.5      # warms free list
    t = float(i); a = id(t); del t
    y = float(i) + 1.5
    return id(y) == a
probe("left temp +", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = float(i) - 1.5
    return id(y) == a
probe("left temp -", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = float(i) * 1.5
    return id(y) == a
probe("left temp *", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = float(i) / 1.5
    return id(y) == a
probe("left temp /", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = 1.5 + float(i)
    return id(y) == a
probe("right temp +", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = 1.5 * float(i)
    return id(y) == a
probe("right temp *", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = x * float(i)
    return id(y) == a
probe("right temp x*", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = -float(i)
    return id(y) == a
probe("neg temp", learn)
def learn(i):
    t = float(i); a = id(t); del t
    y = float(i) + 3
    return id(y) == a
probe("temp + int", learn)
def learn(i):
    t = float(i); a = id(t)
    t += 1.5
    return id(t) == a
probe("local +=", learn)
def learn(i):
    t = float(i); a = id(t)
    t = t * 1.5
    return id(t) == a
probe("local = local *", learn)
def learn(i):
    t = float(i); a = id(t)
    t = 2.0 * t
    return id(t) == a
probe("local = * local", learn)
def learn(i):
    t = 100000+i; a = id(t); del t
    y = (100000+i) + 5
    return id(y) == a
probe("int temp +", learn)
def learn(i):
    t = 100000+i; a = id(t); del t
    y = (100000+i) * 5
    return id(y) == a
probe("int temp *", learn)
def learn(i):
    t = 100000+i; a = id(t)
    t += 1
    return id(t) == a
probe("int local +=", learn)
def learn(i):
    a = [7.5][0] * 1.0
    q = id(a)
    b = a * 2.0 * 3.0
    c = a * 2.0
    return id(b) == id(c), id(b) == q
probe("chain", learn)
