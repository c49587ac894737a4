"""How many of one size fit into memory: users, requests, adapters, copies of a model.

amounts: what a slide says of memory: whole, left, or the size of one; counted: the numbers that say how many;
alone: one such number by what stands before it; alike: those of a column or list, which share a size.
"""
