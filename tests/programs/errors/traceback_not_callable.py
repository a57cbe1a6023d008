settings = {"verbose": True}
print(settings["verbose"])
print(settings("verbose"))
