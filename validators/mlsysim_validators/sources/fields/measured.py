"""Words of what was measured, is wanted or compared: a number beside them states no specification."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase

# A figure with one of these words before or behind it is no peak: it was measured, or is wanted.
NOT_A_SPEC = AnyCase(
    r"\b(?:hits?|attain\w*|at best|achiev\w+|"
    r"measured|measurements?|sustain\w+|effective(?:ly)?|observed?|actual\w*|realistic\w*|required?|requires|needs?|needed|"
    r"target|budget|utili[sz]\w+|reach\w*|wast\w+|remain\w*|left over|free|used|uses|"
    r"using(?! (?:the |its |structured |2:4 )?(?:tensor|matrix|cuda|spars))|saves?|saved|instead of|"
    r"limit\w*|constraint\w*|capped|custom\w*|non-?standard|batch\w*|grad_accum|"
    r"seq(?:uence)?[ _]len\w*|reads|empirical\w*|seems?|exceed\w*|fits?|comes to|(?<!power )consum\w+|"
    r"takes?|allocat\w+|reserved|peaked|occup\w+|oom|(?:peak|max) memory(?! ?(?:bandwidth|bw|capacity|size|clock))|"
    r"per (?:die|gcd|core|stack|sm|cu|channel)|gcds?|dies|each with|combined|"
    r"in practice|in our (?:tests?|runs?|halls?|cluster)|is what|STREAM|"
    r"profil\w+|benchmark\w*|power draw|draws|drawing|held (?:to|at))\b|已经?可?达到?|每个? ?sm\b"
)
# Those of them by which a data sheet is retold as well: "it reads 80 GB at 3.35 TB/s", "draws 700 W", "reaches 989".
OF_A_SHEET_TOO = AnyCase(
    r"hits?|reach\w*|reads|draws|drawing|power draw|takes?|uses?|using|needs?|needed|requires?|limit\w*|consum\w+|"
    r"fits?|instead of|is what|combined|free|each with"
)
# "0.7 TB/s higher bandwidth than": a difference.
DIFFERENCE = AnyCase(r"[ \u00a0-]?(?:of )?(?:more|higher|extra|additional|faster|less|lower|larger|greater|smaller)\b")
# Those of them that speak of their own clause only.
OF_ITS_CLAUSE = AnyCase(
    r"required?|requires|needs?|needed|uses?d?|using|takes?|fits?|saves?|saved|free|limit\w*|exceed\w*|seems?|budget"
)
# A time with one of these words around it was taken with a watch.
TIMED = AnyCase(
    r"\b(?:achiev\w+|measured|observed|actual\w*|realistic\w*|empirical\w*|profil\w+|benchmark\w*|took|"
    r"we (?:see|saw|get|got))\b|实测|實測|测得|測得|実測|측정"
)
# A table with one of these in its headers or title holds measurements.
MEASURED_TABLE = AnyCase(
    r"\bmfu\b|\bhfu\b|throughput|tok(?:en)?s? ?/ ?s|tokens per|samples|step time|iteration|\bbatch|utili[sz]ation|"
    r"achiev|measured|benchmark|\bloss\b|/ ?clock|per clock|/ ?cycle|per cycle|/ ?cu\b|/ ?device|/ ?gpu\b|"
    r"per gpu(?! memory)|"
    r"/ ?chip|per chip per|seq(?:uence)? ?len|duration|elapsed|runtime|speed-?up|max memory used|"
    r"max memory(?! (?:bandwidth|bw|capacity|size))|peak memory(?! (?:bandwidth|bw|capacity|clock))|memory used|"
    r"\bTPS\b|tps/|\b[DSH]GEMM\b|triad|\bone tile\b|full node|latency|\bcpu time|scaling"
)
# With one of these in its headers, a size of memory is what was used of it.
MEASURED_SIZES = AnyCase(
    r"throughput|tok(?:en)?s? ?/ ?s|samples|step|iteration|\bbatch|\bmbs\b|\bgbs\b|\bTP\b|\bPP\b|seq(?:uence)? ?len|"
    r"\bloss\b|tflops?/|achiev|measured|\bused\b|memory (?:use|usage|consumption|footprint)\b|\boom\b"
)
