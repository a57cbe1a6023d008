template = {"n": 0, "tags": []}
rows = [template] * 3
rows[0]["n"] = 1
print(rows, len({id(r) for r in rows}))
rows = [dict(template) for _ in range(3)]
rows[0]["n"] = 5
rows[0]["tags"].append("x")
print(rows, template, len({id(r) for r in rows}), len({id(r["tags"]) for r in rows}))
