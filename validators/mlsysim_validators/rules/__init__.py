"""The rules that prove the registry: one family a folder, one concern a module."""
