"""Records what real CPythons answer, for the tests beside this file.

    python3 record.py 3.11=/path/to/python3.11 3.12=... [--area NAME] [--random N --seed S --out DIR]

Each area's cases are asked of each release. A line of an answer file is

    RELEASES <tab> CALL <tab> ARGUMENT... <tab> ANSWER

where RELEASES is `*` if all of them say the same, ARGUMENT is as `cell` writes it, and ANSWER is
`=` and a text, or `!`, an exception's type, `:` and its message. With --random, that many more
cases are made up.
"""
import json
import os
import random
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def escape(text):
    out = []
    for c in text:
        if c == "\\":
            out.append("\\\\")
        elif " " <= c <= "~":
            out.append(c)
        else:
            out.append("\\u{%x}" % ord(c))
    return "".join(out)


def cell(value):
    """An argument as text: the Rust side knows which type each call takes."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, (list, tuple)):
        return " ".join(cell(item) for item in value)
    return repr(value)


def answer(call, args):
    import areas
    try:
        result = areas.CALLS[call](*args)
    except BaseException as error:
        return "!%s:%s" % (type(error).__name__, escape(str(error)))
    if not isinstance(result, str):
        result = repr(result)
    return "=" + escape(result)


def answers(area, count, seed):
    import areas
    cases = list(areas.AREAS[area](count, random.Random(seed)))
    sys.set_int_max_str_digits(0)
    lines = ["\t".join([call] + [cell(arg) for arg in args]) for call, *args in cases]
    sys.set_int_max_str_digits(4300)
    asked = dict(zip(lines, cases))
    return [[line, answer(call, args)] for line, (call, *args) in asked.items()]


def main():
    options = {}
    pythons = {}
    rest = sys.argv[1:]
    while rest:
        word = rest.pop(0)
        if word.startswith("--"):
            options[word[2:]] = rest.pop(0)
        else:
            name, path = word.split("=", 1)
            pythons[name] = path
    area, count, seed = options.get("area"), int(options.get("random", 0)), int(options.get("seed", 1))
    if "ask" in options:
        json.dump(answers(options["ask"], count, seed), sys.stdout)
        return
    import areas
    for area in [area] if area else list(areas.AREAS):
        asked = {}
        for name, path in pythons.items():
            command = [path, os.path.abspath(__file__), "--ask", area, "--random", str(count), "--seed", str(seed)]
            got = subprocess.run(command, stdout=subprocess.PIPE, check=True, env={"PYTHONHASHSEED": "0"})
            for line, said in json.loads(got.stdout):
                asked.setdefault(line, {}).setdefault(said, []).append(name)
        with open(os.path.join(options.get("out", HERE), area + ".txt"), "w") as out:
            for line, said in asked.items():
                for text, names in said.items():
                    releases = "*" if len(names) == len(pythons) else " ".join(names)
                    out.write("%s\t%s\t%s\n" % (releases, line, text))


if __name__ == "__main__":
    main()
