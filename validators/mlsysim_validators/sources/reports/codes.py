"""The codes of the source checker's findings, and the reasons that stand behind them in brackets."""

from __future__ import annotations

CODES: dict[str, tuple[str, str, str]] = {
    "SRC101": (
        "wrong-spec",
        "error",
        """A source states a spec otherwise than the registry, at the precision that it prints.

989 is 989.4, 990 too, and 3.7 is 3.67; "about" lets 5% pass. The reason in brackets names the right number that it
would have been: sparse-for-dense, vector-for-matrix, format (another number format), direction (both for one, or one
for both), variant (another variant's value), superseded (the figure until a date), swapped and copied (a neighbouring
cell), bits-for-bytes, binary-prefix (GB and GiB), power-of-ten, dense-for-sparse, vector-for-matrix and
matrix-for-vector (another pipe), system (the figure of a server), per-die (of one die of a package), of-one (of one
device for several), peak-for-attained (the peak, where a share of it is said to be reached), twice, half, unsupported
(the device has no such format), unknown-size (a memory that no variant of the device has), published-run (of the
training run of a model that papers report: MFU, devices, days, energy, interruptions), different (none of these).

Good: The H100 SXM gives 989 TFLOPS in BF16, dense.
Bad: The H100 SXM gives 1,979 TFLOPS in BF16, dense.""",
    ),
    "SRC102": (
        "wrong-derived-number",
        "error",
        """A number that follows from others does not: arithmetic that is printed, a ratio, or a quantity that the model
layer knows (ridge point, weights, gradients, optimizer states, KV cache, weight-load and compute time, AllReduce time,
pipeline bubble, training FLOP, time and GPU-hours, devices needed, MTBF, checkpoint interval, energy, carbon, battery
life, cost), computed from what stands nearest: sentence, row, title, slide, registry. The reason in brackets:
arithmetic, table (a total, a share, a column's rule), ratio, order, recomputed, or the slip that explains it
(query-heads, direction, format, width, sparse-for-dense, one-sequence, half, forward-only, does-not-fit).

Good: 16 GB over 8 H100 at 450 GB/s per direction: the AllReduce takes 62 ms.
Bad: 16 GB over 8 H100 at 900 GB/s: the AllReduce takes 31 ms.""",
    ),
    "SRC103": (
        "inconsistent",
        "error",
        """One quantity is stated twice with different values, and nothing says that another case is meant.

Good: 16 GB of gradients. ... For simpler numbers take 1 GB of gradients.
Bad: 16 GB of gradients. ... 1 GB of gradients.""",
    ),
    "SRC104": (
        "ungrounded",
        "warning",
        """A number has no stated basis: a cost without a price, a carbon intensity without year, basis or source.

Good: 4 GPUs at $3 per GPU-hour cost $105K per year.
Bad: 4 GPUs cost $480K per year.""",
    ),
    "SRC105": (
        "directive",
        "error",
        """A `registry:` comment cannot be followed, has no reason, or does nothing any more.

Good: % registry: ignore because it is a round figure for the whiteboard
Bad: % registry: ignore""",
    ),
    "SRC107": (
        "stale-baseline",
        "error",
        """An entry of a baseline hides nothing any more: the finding that it put off is gone, or its line was changed.

Good: a baseline that was written anew after the slide was mended
Bad: a baseline that still lists the finding""",
    ),
    "SRC106": (
        "unreadable",
        "error",
        """A source, or a part of it, could not be read: not UTF-8, binary, too large, an unknown format, an unbalanced
brace (a warning), an
\\input that leaves the folder.

Good: \\input{tables/devices}
Bad: \\input{../../secrets}""",
    ),
}
