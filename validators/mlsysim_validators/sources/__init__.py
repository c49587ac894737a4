"""The source checker: what slides and notes say, against the registry.

readers      from a file to a document of blocks
texts        what stands around a number: blocks, slides, tables, rows, sentences
stated       the numbers of the blocks that have a unit
names        the names of a text, and which variant of a device they mean
fields       which field of an entry, or which derived quantity, words and units tell
ownership    whom and what a number is about
values       the same for the values of code and data
judges       one judge after the other gives a verdict, or leaves the number to the next
reports      what is told of them, baselines, corrections

Each room knows only the ones before it. `checking` brings a source from the disk, `verdicts` leads a document through
the rooms; a `claim` is a number on its way, `compare` says whether it is what it should be, `reasons` why it is not.
"""
