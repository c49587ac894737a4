"""The quantities that blocks state: numbers with a unit, also where it is spelled out, shared or in a header."""
