"""LaTeX and Beamer sources, from the tokens of TeX to the blocks of a document.

input         a piece of source: its offsets, braces and arguments
symbols       what macros show, and which of their arguments are never visible
macros        macros that the author defines, expanded within bounds
contexts      the stack of what is open
characters    braces, dollars, powers, dashes; an argument that is shown
visible       one flat pass from tokens to visible text; siunitx: quantities
blocks        visible text -> blocks on slides
tables        cells, rows, spans and rules
listings      verbatim environments and their languages
tikz          drawings: the texts of their nodes
spoken        the notes of a speaker in lines of comments
environments  what stands between begin and end
document      the whole: the preamble, and the macros of structure
"""
