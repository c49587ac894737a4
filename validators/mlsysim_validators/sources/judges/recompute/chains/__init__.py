"""Numbers that follow from those that stand before them: power, energy, carbon, bill; device-hours, days, rent.

facts     what a document states, by what it measures, with the words beside it
law       a law, and its inputs found among the facts
electricity, money, runs, failures   the laws
judging   the verdict
"""
