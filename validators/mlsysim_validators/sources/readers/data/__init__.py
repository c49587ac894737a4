"""Files of data, as numbers under the keys and headers that name them.

tree          a tree of mappings and lists -> values
figure_pairs  figures beside their names in records of their own
of_json, of_yaml, of_toml  files of each format (INI with TOML) -> such a tree
csv_table     a file of separated values -> a table
column_names  headers of columns as a reader of tables would write them
"""
