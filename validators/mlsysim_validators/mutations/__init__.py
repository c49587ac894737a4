"""The data-mutation harness: change every spec of the registry in every way that people err, and count who notices.

    python -m mlsysim_validators.mutations                        everything
    python -m mlsysim_validators.mutations --sample 400 --seed 1  what the tests run

A mutant is one spec changed in one way, in memory; it is reported if the rules find an error in its file that the
file did not have before. Survivors are holes in the rules, or changes that change nothing.
"""
