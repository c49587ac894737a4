"""Ratios and comparisons: factors, shares, "twice", orders, speed-up columns, against the numbers that they compare.

factors    a factor against what the slide, or the registry, says of the two entries that it compares
contrasts  a factor or share against the two amounts of its clause or sentence: "from 140 GB to 35 GB, 4× smaller"
not_compared   pairs near a factor that it does not compare
deviations     errors of a prediction over what was measured
points     differences of percentages, and relative changes
parts_of_wholes  behind both: "400 of 989 TFLOP/s is 40%"
changes    the change behind both: "from 393 ms to 421 ms, 7%"
restated_factors   a percentage and a factor that are said to be the same: "40% faster, i.e. 1.4×"
plain_bases    of a number without a unit: "40.6% of 312"
multiples  against two multiples of one symbol: "2Ψ ... 3Ψ, 1.5 times as much"
equal_memory   what an equal memory holds, by the bytes that each takes
items      the same against an item above in a list
peaks      shares of the peak of a device
bases      against the line that its words name: "55% of the nameplate"
rows       the same against the rows or columns of a table that the sentence names
slips      between two that a table tells of, where the factor is that of something else
sides      whom and what a sentence compares in a table
steps      rows "A100 → H100", against the registry
ranges     of ranges, end by end
ratio_rows a row of ratios below two others
complements    a share that is the rest of another
rests      "the other 95%" behind 5%
divided_wholes     shares of one whole that are more than it together
sped_up    a gain of the whole by a part that is sped up
terms      a share that a term of a printed sum has
devices    between the registered figures of two devices
whom       which two devices that are
figures    which of their figures words mean
nearby     between the amount before it, or what its words name, and the other amounts of the slide
said_before    between the amount of the sentence before and that of its subject above
pool       those amounts
last_two   between the last two amounts of its sort: "compute wins by a factor of 4.6"
levels     between the rates of two levels that bytes move over: memory, NVLink, PCIe, network
explained  by which slip a wrong one came of its two numbers
shown      whether its slip, a copy or its own two numbers show a wrong one in prose
spoken     words for factors: "nearly doubles"
label_orders  orders of the rows or columns of a table beside it
orders     "MI300X > Gaudi 3 > H100", "from cheapest to dearest: L4, A100, H100"
superlatives   "MI300X has the lowest ridge of the four", "the L40S is the hardest to feed"
comparatives   "MI300X has a lower ridge than the H200"
series     what is known of the devices of a slide in one quantity
comparisons    "6 beats 4", of two rows of a table
columns    columns of speed-ups and changes in tables
quotients  columns that are a quotient of two others, or over a base that their header names
wording    what the words beside a factor say
amounts    the amounts of a text, and which two it sets against each other
pairs      whether two numbers give a factor or a share
cells      a change beside an amount in one cell
narrated   sentences that tell a row of a table again
"""

from mlsysim_validators.sources.judges.ratio.factors import Ratios

__all__ = ["Ratios"]
