"""What is written like the name of a device in a key, known or not: the words further away do not name another one."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

_SHAPES = (
    r"g?[abhlptv]\d{1,3}[a-z]{0,2}", r"g[bh]\d{3}", r"h\d{3}", r"mi\d{2,3}[a-z]?", r"k\d0", r"rtx[ _-]?\w*",
    r"gtx[ _-]?\w*", r"tpu[ _-]?v?\w*", r"gaudi[ _-]?\d?", r"trn\d", r"inf\d", r"ascend\w*", r"910b?\w*",
    r"titan\w*", r"quadro\w*",
    r"radeon\w*", r"[1-9]0[5-9]0", r"m[1-5] (?:pro|max|ultra)", 
    r"[a-z]{1,4}\d{2,4}[a-z]{0,4}", r"mtt\w+", r"xeon\w*", r"epyc\w*", r"cpu", r"hbm",
    r"jetson\w*", r"orin", r"thor", r"groq\w*", r"cerebras\w*",
    r"[ln]pu(?! (?:mem|bw|bandw))", r"max 1[15]50", r"pvc", r"arc \w\d+",
)  # fmt: skip
_LIKE_A_DEVICE = regex(rf"(?<![a-z0-9])(?:{'|'.join(_SHAPES)})(?![a-z0-9])", re.IGNORECASE)
_NOT_A_DEVICE = AnyCase(
    r"(?:l[123]|v\d|p\d|hbm\w*|[bt]?fp?\d+\w*|u?int\d+|[isu]\d+|e\dm\d\w*|sm\d+|gfx\d+|gen\d|pcie\w*|x\d+|float\d+\w*|"
    r"bfloat\d+|tfloat\d+|w\d+a\d+|sxm\d|g?ddr\d\w*|nvl\w*|tp\d+|bs\d+|cuda\d+|cu\d+)\Z"
)


def has_one(words: str) -> bool:
    """Whether something in some words is written so, if only a format or a memory."""
    return _LIKE_A_DEVICE.search(words) is not None


def like_a_device(words: str) -> str:
    """The first of some words that are written so and are nothing else; "" for none."""
    alike = (match.group() for match in _LIKE_A_DEVICE.finditer(words.replace("_", " ")))
    return next((name for name in alike if not _NOT_A_DEVICE.match(name)), "")
