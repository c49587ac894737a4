"""What a check tells, in every form, and what follows from it: baselines, corrections, codes."""
