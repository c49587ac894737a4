"""What parameters take, in tables and lists: weights, gradients, optimizer states, whole or sharded over devices.

each: bytes per parameter, as a label, a header, a column or a line states them; models: how many parameters;
cells: the amounts with both; judging: the amounts that do not follow as their siblings do.
"""
