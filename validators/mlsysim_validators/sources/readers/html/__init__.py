"""Pages and decks in HTML: reveal.js, exported slides, books.

tags       the tags of a page and their attributes
inline     what the text between two blocks shows, formulas and all
shown      blocks: headings, paragraphs, items, tables, listings, the slides of a deck and their notes
document   the way in: what a page shows, and the literals of its scripts
"""
