"""Python sources, of which nothing is run: comments and docstrings as prose, hard-coded numbers as data.

places       offsets of syntax nodes, and the comments on and above a line
nodes        what single nodes say: keys, targets, arguments, warnings
survey       what the whole module says of its names; parameters: of its own functions
scopes       what is known within one function
context      the words around an expression, its table and its row
conditions   which device a condition asks for; formats: which number format
lookups      branches by a device's name
operands     the figure of one device in a formula
quantities   numbers with a unit of a library
columns      the names of places in rows; parallel: lists side by side
options      options of a program and their defaults
expressions  the numbers of an expression, under their keys and comments
statements   the walk over a module: tables, rows, branches, scopes
tables       tables of separated values in strings
document     the whole: comments, docstrings, values
"""
