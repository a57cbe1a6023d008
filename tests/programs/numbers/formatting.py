for spec in ("d", "5d", "<5d", "^5d", "05d", "+d", " d", ",", "_", "x", "X", "#x", "#b", "#o", "08b", "e", ".2f", "%", "n", "c", ">10,", "=+8d", "*^9", "_b", "_x"):
    print(spec, repr(format(1234, spec)) if spec != "c" else repr(format(97, spec)), repr(format(-1234, spec)) if spec != "c" else "")
for spec in ("", ".3", ".3f", "10.2f", "<10.2f|", "e", ".2e", "g", ".10g", "%", ".1%", "+.1f", ",.2f", "010.3f", "#.3g", "_", "E", "G", "z.1f"):
    try:
        print(spec, [format(x, spec.rstrip("|")) for x in (1234.5678, -0.00001234, 0.0, 1e100)])
    except ValueError as e:
        print(spec, e)
