"""Rules: history."""
