"""Sources in languages with braces: TypeScript, Go, Rust, C++, Java and others.

tokens      names, literals, brackets; comments apart
names       what names a literal
pattern_literals
            patterns that stand for names: `/h100|hopper/i`
numbers     numbers that are more than a literal: powers, constants
records     the fields of records
conditions  which device a branch asks for
document    the whole: literals as data, comments as prose
"""
