"""OUTCOME: is value created for the person, and does everyone who contributed get to know?

So far one thing: the receipt page, "det här sa du – det här hände", which walks from a receipt code to what
became of each contribution. Indicators, PREM/PROM, risk and learning meetings come here later.
"""
