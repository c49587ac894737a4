"""How many things a text announces ("four pillars"), against how many it lists, numbers, draws or names elsewhere."""
