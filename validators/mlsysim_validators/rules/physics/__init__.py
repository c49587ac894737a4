"""Rules: physics."""
