"""How good the source checker is on real files: labels written by reading, compared with its verdicts."""
