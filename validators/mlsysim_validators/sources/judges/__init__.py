"""Judges: each takes claims whose subject is known and gives a verdict, or leaves the claim to the next."""
