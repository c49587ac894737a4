"""Whom and what a stated quantity is about: by the names around it, by the words that are its own, or by neither."""
