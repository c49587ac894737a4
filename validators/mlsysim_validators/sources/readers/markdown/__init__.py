"""Markdown sources, from their lines to the blocks of a document.

lines         what each sort of line looks like
inline        raw text -> what a reader of the page sees
pipe_tables   the row of dashes, and the cells of a line
other_tables  grids, HTML tables, list-tables
blocks        texts, headings and tables -> blocks on slides
document      the pass over the lines: items, fences, boxes, comments
"""
