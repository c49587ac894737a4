"""The source checker: what slides and notes say, against the registry.

read -> quantities -> subjects -> judges -> report; each room knows only the ones before it.
"""
