x=1
c = f"""
\d
{x:3}"""
c = f"""abc
{x}
\d {x}
\w
"""
