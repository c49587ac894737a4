"""What a text states again: the same quantity twice, or what was computed from it."""
