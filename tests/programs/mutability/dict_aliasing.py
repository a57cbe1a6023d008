settings = {"theme": {"color": "blue"}}
view = settings["theme"]
other = settings.copy()
view["color"] = "red"
print(settings, other, other["theme"] is view)
other["theme"] = {"color": "green"}
print(settings, other)
settings.setdefault("theme", {})["size"] = 3
print(view, settings.get("missing"), settings.setdefault("new", []) is settings["new"])
