"""Rows of code and data: what keys, comments and look-ups say of one another and of the registry."""
