print("%s %r %d %5.2f %x %o %e %c %% %-5s| %05d %+d" % ("a", "b", 3, 2.5, 255, 8, 12345.678, "z", "l", 42, 7))
print("%(name)s is %(age)d" % {"name": "Bo", "age": 3}, "%s" % (1,), "%s" % [1, 2], "%.3s|" % "abcdef", "%*d" % (5, 42))
print("{} {} {}".format(1, "a", [2]), "{1} {0} {1}".format("a", "b"), "{x} {y[0]} {z.real}".format(x=1, y=[2], z=3))
print("{:>5}|{:^5}|{:<5}|{:05.1f}|{:,}|{!r:>5}".format("a", "b", "c", 2.25, 10 ** 6, "x"), "{{}} {0:{1}}".format(5, 4))
for f in (lambda: "%d" % "a", lambda: "%s %s" % "a", lambda: "%s" % (1, 2), lambda: "{} {0}".format(1), lambda: "{".format(), lambda: "{:d}".format("a"), lambda: "{:q}".format(1), lambda: "%q" % 1):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
