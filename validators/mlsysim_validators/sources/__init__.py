"""The source checker: what slides and notes say, against the registry.

read -> quantities -> subjects -> judges -> report; each room knows only the ones before it. `verdicts` leads a document
through them, `checking` brings it from the disk.
"""
