"""Numbers of code and data: what kind they are, whose, and in which unit, from the names and comments around them."""
