"""Rates of links: in one direction or both, of all ports, of some lanes."""
