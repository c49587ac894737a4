"""The terms of the field in European languages, a module for each: what stands for each English one.

Each line has the English term and, behind a colon, a regular expression for the words of the language. `COUNTED` may
stand glued to a number: units, scales (1 billion is 10^9, so German "Billion" is a trillion), what is counted; `TERMS`
are words of their own. The first that fits a place is it, so the longer words come first.
"""
