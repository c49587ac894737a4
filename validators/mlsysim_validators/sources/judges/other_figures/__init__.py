"""Figures beside a device's name that are no specification of it: reached, supposed, of another thing."""
