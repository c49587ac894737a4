"""Figures of several devices together, or of a part of one, and how many there are."""
