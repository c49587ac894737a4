"""Numbers of code and data: what kind they are, whose, and in which unit, from the names and comments around them.

settle           entity, field and unit of a value, or why that is not known
rightness        what a value may state of a device without being wrong

What it measures:

meaning          the quantity, and its unit
words            identifiers as words
units            the units that it may have
kinds            a rate, a bandwidth, a capacity, a power; or none of a device's published figures
counting_keys    keys that hold a count of a model or a device
parents          keys that only give a unit below one that says of what
keyed_by_bits    rates whose keys are the bits of their formats
performance      keys that say "performance" and no unit
alike            tables of which no word says what they hold
hosts            tables of machines to rent
settings         rows that ask for a number

Whose it is:

devices          which of the names around it is its owner's
found            the answer
names_in_words   whom the words of one key, row or comment name
as_sold          names in keys as makers write them
like_devices     what is written like a name, known or not
name_asides      what stands beside a name and makes it another, or no variant
families         the variants that share a name, and which of them is meant
qualifiers       words that tell variants apart
"""
