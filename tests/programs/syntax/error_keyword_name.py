class = "name"
