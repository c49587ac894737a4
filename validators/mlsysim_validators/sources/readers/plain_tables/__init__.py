"""Tables that plain text shows, in comments, docstrings and fences.

pipes        cells between bars, a row of dashes under the header
drawn        cells between drawn lines
aligned      columns that only their alignment shows
in_comments  all that comments and docstrings hold: of pipes and drawn
"""
