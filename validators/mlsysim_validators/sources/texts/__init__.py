"""What readers hand on, and what stands around a number in it: blocks, slides, tables, rows, sentences."""
