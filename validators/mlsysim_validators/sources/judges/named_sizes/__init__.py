"""Sizes that belong to a name, and figures of the variant that a name leaves open."""
