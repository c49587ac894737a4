"""Numbers whose inputs stand elsewhere: in the sentence before, the lead-in of a list, the set-up, the slide before.

inputs    what a text states before a number, of one sort, the nearest first
laws      what follows from which sorts
trials    what the laws give for a number from the inputs around it
stages    the time of an AllReduce in two levels
judging   the verdict
"""
