data = {"rows": [{"id": 1}, {"id": 2, "name": "two"}]}
for row in data["rows"]:
    print(row["id"],
          len(row),
          row["name"])
