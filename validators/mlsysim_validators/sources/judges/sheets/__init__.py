"""Sheets of figures: what the other figures of a row, a column or a device say of one."""
