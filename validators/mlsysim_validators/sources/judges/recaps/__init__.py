"""Numbers of a recap that no other place of the document has, while one that speaks of the same has another."""
