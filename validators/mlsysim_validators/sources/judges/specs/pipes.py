"""Which pipe and which format a rate is of, where no word of its own says so."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.fields.formats import formats_in, number_format, only_format
from mlsysim_validators.sources.fields.rates import TENSOR
from mlsysim_validators.sources.ownership.people import SPOKEN_OF
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings
from mlsysim_validators.sources.texts.tables import TableView

_PIPE = AnyCase(r"tensor|matrix|vector|cuda|shader|simd|spars")
_OF_MATRICES = AnyCase(r"dense|tensor|matrix")
_SAYS_WHICH = AnyCase(r"dense|spars")
THREE_DIGITS = 100
_NUMBER = regex(r"[~≈]?[\d.,]+(?: ?[A-Za-z]{1,2}(?:LOPS?|OPS?|LOP/s|OP/s))?")
_BEFORE = 200


def of_the_other_pipe(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether a rate, of which nothing says on which pipe it runs, is the other pipe's: FP64 or FP32; FP16 of a card
    for games, whose sheets print either; or FP16 beside another that is said to be of the tensor cores."""
    if claim.unit is None or not claim.field.startswith("compute."):
        return False
    wide = claim.field.endswith((".fp64", ".fp32"))
    beside = not wide and claim.field.startswith("compute.matrix.") and _beside_tensor_rates(claim)
    of_a_card = claim.field.endswith(".fp16") and entity.attributes.get("class") == "consumer"
    unsaid = beside or ((wide or of_a_card) and not _PIPE.search(around.labels()))
    pipe = "matrix" if ".vector." in claim.field else "vector"
    other = entity.get(f"compute.{pipe}.{claim.field.rpartition('.')[2]}")
    fits = other is not None and agrees(claim.reading, claim.unit.factor, other.value)
    if beside and not fits and pipe == "vector":
        claim.sure = False  # of the other pipe, at a clock or of a kind that the registry does not know
    if not unsaid or other is None or not fits:
        return False
    claim.field = other.path
    return True


def of_an_unsaid_format(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether a rate without any word for its format is that of FP32, or to three digits another dense one; or the
    one that heads the data sheet of an edge device."""
    if _is_advertised(claim, entity, around):
        return True
    unsaid = claim.unit is not None and claim.field.startswith("compute.")
    unsaid = unsaid and (not claim.sure or claim.how == SPOKEN_OF)
    if not unsaid or claim.unit is None or number_format(f"{around.labels()} {around.sentence} {around.title}"):
        return False
    if _is_of_the_format_before(claim, entity):
        return True
    sparse = entity.get(sparse_of(claim.field))
    if sparse is not None and agrees(claim.reading, claim.unit.factor, sparse.value):
        return False  # likelier than the dense rate of a narrower format
    precise = claim.reading.value / claim.reading.resolution >= THREE_DIGITS
    of_matrices = _OF_MATRICES.search(around.labels()) is not None
    paths = [] if of_matrices else ["compute.vector.fp32"]
    pipes = ("compute.matrix.",) if of_matrices else ("compute.matrix.", "compute.vector.")
    paths += [path for path in entity.specs if path.startswith(pipes)] * precise
    for path in paths:
        if path in entity and agrees(claim.reading, claim.unit.factor, entity[path].value):
            claim.field = path
            return True
    return False


def former_rate(claim: Claim, entity: Entry, around: Surroundings) -> Spec | None:
    """The rate that is meant by a number without a word for its format which was that rate's figure until lately."""
    if claim.unit is None or not claim.field.startswith("compute.matrix."):
        return None
    if number_format(f"{around.labels()} {around.sentence} {around.title}"):
        return None
    history = entity.attributes.get("history", {})
    for path in (claim.field, *history):
        spec = entity.get(path) if path.startswith("compute.matrix.") else None
        if spec is not None and any(
            agrees(claim.reading, claim.unit.factor, record["value"]) for record in history.get(path, ())
        ):
            return spec
    return None


def _is_of_the_format_before(claim: Claim, entity: Entry) -> bool:
    """Whether a rate is the dense one in the only format of the sentence before: "83 PFLOP/s of FP8. 42 of them"."""
    begin = claim.stated.sentence_span()[0]
    form = only_format(claim.stated.text.text[max(0, begin - _BEFORE) : begin]) if claim.stated.cell is None else None
    spec = entity.get(f"compute.matrix.{form}") if form is not None else None
    if spec is None or claim.unit is None or not agrees(claim.reading, claim.unit.factor, spec.value):
        return False
    claim.field = spec.path
    return True


def of_another_format(claim: Claim, entity: Entry, around: Surroundings) -> Spec | None:
    """The dense rate of another format that the label of a rate names as well: of "FP8 or INT8" that in INT8."""
    if claim.unit is None or not claim.field.startswith("compute."):
        return None
    named = formats_in(around.labels())
    return next(
        (
            spec
            for path, spec in entity.specs.items()
            if path.startswith("compute.matrix.") and path.rpartition(".")[2] in named
            if agrees(claim.reading, claim.unit.factor, spec.value)
        ),
        None,
    )


def of_a_format_of_its_header(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether the header of a number names several formats, "FP8/INT8", and it is the dense rate in one of them."""
    if claim.stated.cell is None or len(formats_in(around.column)) < 2 or formats_in(around.row):
        return False
    if _NUMBER.fullmatch(claim.stated.cell.text.text.strip(), 0) is None:
        return False  # of several numbers each has its own format
    spec = of_another_format(claim, entity, around)
    if spec is None:
        return False
    claim.field = spec.path
    return True


def _is_advertised(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether a number of TOPS without a word for its pipe or another format is the sparse INT8 rate that heads an edge
    device's data sheet: "Jetson AGX Orin | 275 TOPS"."""
    if claim.unit is None or claim.field != "compute.matrix.int8" or entity.attributes.get("class") != "edge":
        return False
    words = f"{around.labels()} {around.sentence} {around.title}"
    headline = entity.get("compute.matrix_sparse.int8")
    if headline is None or _SAYS_WHICH.search(words) or number_format(words) not in (None, "int8"):
        return False
    if not agrees(claim.reading, claim.unit.factor, headline.value):
        return False
    claim.field = headline.path
    claim.notes.append("INT8 with sparsity, as its maker advertises it")
    return True


def _beside_tensor_rates(claim: Claim) -> bool:
    """Whether other numbers of a column (or of the cell) are marked as rates of the tensor cores, and this is not."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None or TENSOR.match(claim.stated.text.text[claim.reading.end :].lstrip(" (")):
        return False
    marked = any(
        other.column == cell.column and TENSOR.search(other.text.text)
        for row in table.block.rows[table.header_rows :]
        for other in row
    )
    return marked or _has_a_row_for_tensor_cores(claim, table)


def _has_a_row_for_tensor_cores(claim: Claim, table: TableView) -> bool:
    """Whether a table tells "FP16" and "FP16 Tensor Core" apart, and this number is of the former."""
    cell = claim.stated.cell
    assert cell is not None
    own = table.label(cell)
    labels = [*table.headers(cell), *([own] if own is not None else [])]
    if any(TENSOR.search(label.text.text) for label in labels):
        return False
    wanted = claim.field.rpartition(".")[2]
    return any(TENSOR.search(label) and number_format(label) == wanted for label in table.labels)
