"""Words that look like the name of a device, known or not."""

from __future__ import annotations

import re

from mlsysim_validators.sources.names.mentions import Stranger
from mlsysim_validators.sources.patterns import regex

# What looks like the name of a device: letters and digits as vendors join them, or a product line and a number.
_LINES = r"RTX|GTX|Titan|TITAN|Quadro|Radeon|Arc|Jetson|Instinct|Ascend|Atlas|Snapdragon|Inferentia|Trainium|Gaudi"
_PROCESSORS = r"Xeon|EPYC|Ryzen|Threadripper"
_DEVICE_LIKE = regex(
    r"(?<![\w.-])(?:\d+[x×])?(?P<name>"
    rf"(?:GeForce |Quadro |Radeon |NVIDIA )?(?:{_LINES})[ -](?:(?!TDP|Power|Memory)[A-Z]\w+ )?\w*\d\w*"
    rf"|(?:{_PROCESSORS})\b(?:[ -](?:[A-Z]\w+ )?\w*\d[\w-]*)?"
    r"|Max[ -]\d{4}"
    r"|[A-Z]{1,3}\d{2,4}[A-Za-z]{0,2}|[BTLPK]4\d?)(?![\w-])"
)
# A text without any such word has no name but those of the registry: of a device, of a model by its size, of a PCIe.
TELLING = regex(rf"[A-Z]\d|\d[MB]|P[Cc][Ii]|pcie|Max|{_LINES}|{_PROCESSORS}")
_FORMAT_LIKE = regex(
    r"(?:[A-Z]?FP|[A-Z]?BF|F|TF|U?INT|MX|HBM|G?DDR|LP|CUDA|SM|SHA|MD|RFC|ISO|EN|CS|CC|GH1|GA1|GV1|GP1|AD1|TU1|GB20|IP|UTF|W|Q|"
    r"EC|PCI|UFS|CVE|HPL|NPS|QPS|BT|ARM|AVX|EPS|MP)\d"
)
# What a letter and a number mean behind such a word is no device: "Fig. B4".
OTHER_THINGS = regex(
    r"(?:\b(?:fig(?:ure)?|tab(?:le)?|sec(?:tion)?|app(?:endix)?|eq(?:uation)?|part|layer|question|exercise|route|step|"
    r"atlas \d{3}\w*|unit|room|building|paper|size|gate|group|task|level|phase|milestone|vitamin|motorway)"
    r"\.?[ \u00a0]|cortex[- ]|[§#]\s?)$",
    re.IGNORECASE,
)


def device_like(text: str, taken: list[tuple[int, int]]) -> list[Stranger]:
    """Names that look like a device's and that nothing in `taken`, the places of other names in order, overlaps."""
    found: list[Stranger] = []
    place = 0
    for match in _DEVICE_LIKE.finditer(text):
        start, end = match.span("name")
        while place < len(taken) and taken[place][1] <= start:
            place += 1
        known = place < len(taken) and taken[place][0] < end
        other = OTHER_THINGS.search(text, max(0, start - 16), start)
        if not known and other is None and _FORMAT_LIKE.match(match["name"]) is None:
            found.append(Stranger(start, end, match["name"]))
    return found
