config = {"servers": {"main": {"ports": [80, 443]}}}
print(config["servers"]["main"]["ports"][1])
print(config["servers"]["main"]["ports"][2])
