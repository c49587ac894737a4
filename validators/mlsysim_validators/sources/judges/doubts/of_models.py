"""Doubts about counts of models: another size, counted otherwise, of one kind of layer, of a model without a name."""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.judges.doubts.wrong import FAR_AWAY, Wrong
from mlsysim_validators.sources.judges.other_figures.beside import is_of_a_sheet
from mlsysim_validators.sources.judges.other_figures.longer_names import is_one_of_sizes
from mlsysim_validators.sources.ownership.people import THROUGHOUT
from mlsysim_validators.sources.patterns import regex


def one_of_the_sizes_of_its_line(wrong: Wrong) -> str:
    """One of "1.5B/7B/14B"."""
    listed = wrong.field.startswith("parameters.") and is_one_of_sizes(wrong.claim)
    return "one of several sizes that its line lists" if listed else ""


_OTHER_COUNT = 0.05
_SIZE_OF_NAME = regex(r"(?<![\w.])(?P<billions>\d+(?:\.\d+)?)B\b", re.IGNORECASE)
_ON_A_HUB = regex(r"(?<![\w./-])[\w-]+/[\w.-]*\d[\w.]*[Bb]\b")


def counted_otherwise(wrong: Wrong) -> str:
    """Near the registry's count, and the one that its name rounds or that a hub lists.

    A hub counts the tensors of the files, with or without embeddings: "tiiuae/falcon-7b-instruct | 7.2B".
    """
    if wrong.rule != "different" or wrong.field != "parameters.total" or abs(wrong.share - 1) > _OTHER_COUNT:
        return ""
    size = _SIZE_OF_NAME.search(wrong.claim.name)
    rounded = size is not None and float(size["billions"]) * 1e9 == wrong.claim.value
    listed = wrong.in_a_table and _ON_A_HUB.search(wrong.around.row) is not None
    told = "near the count of its model: with or without a part of it, or as its name rounds it, perhaps"
    return told if rounded or listed else ""


_OTHER_SIZE = 2.0


def of_another_size(wrong: Wrong) -> str:
    """Far from the count of the model which its family's name stands for: "GPT-3 | 1.3B"."""
    if wrong.rule != "different" or wrong.field != "parameters.total" or not wrong.of_a_model:
        return ""
    far = wrong.claim.assumed and not 1 / _OTHER_SIZE < wrong.share < _OTHER_SIZE
    return "of another size of the family, perhaps" if far else ""


_SIZE_OF_A_MODEL = regex(r"(?<![\w.-])(?P<billions>\d+(?:\.\d+)?)B[- ](?:\w+ )?(?:model|LLM|parameter|dense|class)")
_NEAR_ENOUGH = 0.15


def of_a_size_in_its_sentence(wrong: Wrong) -> str:
    """Its sentence speaks of a model of some size, and the one that was named far away has another."""
    far = wrong.of_a_model and (wrong.is_named_above or wrong.claim.how == THROUGHOUT)
    total = wrong.entity.get("parameters.total") if far else None
    size = _SIZE_OF_A_MODEL.search(wrong.around.sentence) if total is not None else None
    if total is None or size is None:
        return ""
    another = abs(float(size["billions"]) * 1e9 / total.value - 1) > _NEAR_ENOUGH
    return "of the model whose size its sentence states" if another else ""


_ADAPTERS = AnyCase(r"\b(?:q?lora|adapters?|low-rank)\b")


def of_adapters(wrong: Wrong) -> str:
    """Far fewer parameters than the model has, in a sentence on its adapters."""
    fewer = wrong.field.startswith("parameters.") and wrong.share < 1 / _OTHER_SIZE
    return "of its adapters, perhaps" if fewer and _ADAPTERS.search(wrong.around.sentence) else ""


_EACH_HOLDS = AnyCase(
    r"\b(?:each|every|per|one|a) (?:GPU|device|rank|card|chip|node|worker)\b[^.;\d]{0,24}"
    r"\b(?:holds?|has|hosts?|stores?|keeps?|gets?|owns?|serves?)\W{0,2}$"
)
_SUPPOSED = AnyCase(r"\b(?:with|for|if|say) \d+ experts (?:and|on|over|across) \d+ (?:GPUs|devices|ranks|cards)\b")


def of_each_device(wrong: Wrong) -> str:
    """What each device has of it: "with 64 experts and 8 GPUs, each GPU holds 8 experts"."""
    part = wrong.of_a_model and wrong.is_less and _EACH_HOLDS.search(wrong.around.sentence_before)
    supposed = wrong.field.startswith("experts.") and wrong.is_named_above and _SUPPOSED.search(wrong.around.sentence)
    return "what each device has of it, or would have" if part or supposed else ""


_OF_ALL = AnyCase(
    r"\d layers? [×x*·] ?\d|\blayers?\b.{0,30}\bheads\b|\b(?:in all|in total|altogether|across (?:all )?layers)\b"
)


def of_all_layers(wrong: Wrong) -> str:
    """So many in each layer, and its sentence multiplies layers: "784 query heads (28 × 28), 112 KV heads"."""
    layers = wrong.entity.get("layers") if wrong.field.startswith("heads.") else None
    whole = layers is not None and wrong.share == layers.value and _OF_ALL.search(wrong.around.sentence)
    return "the heads of all its layers" if whole else ""


def a_round_number_near_the_count(wrong: Wrong) -> str:
    """One digit and zeros, where an author speaks roughly."""
    near = wrong.field.startswith("parameters.") and wrong.is_near and _has_one_digit(wrong.claim.reading)
    return "a round number of one digit, near the count" if near else ""


def _has_one_digit(reading: Reading) -> bool:
    """Whether a number prints one digit and zeros: 500."""
    return digits_of(reading) == 1 and reading.value >= 10 * reading.resolution


_OF_KEYS = AnyCase(r"\bk(?:eys?)? and v(?:alues?)?\b|\bkv\b|key[-/ –]value|\bcache")


def its_heads_of_keys(wrong: Wrong) -> str:
    """Heads of keys and values, where words speak of these."""
    own = wrong.entity.get("heads.kv") if wrong.field == "heads.query" else None
    if own is None or wrong.claim.value != own.value:
        return ""
    said = _OF_KEYS.search(f"{wrong.around.sentence_before} | {wrong.around.row}")
    return "its heads of keys and values" if said else ""


_A_KIND_OF = AnyCase(r"\b(?:moe|dense|sparse|linear|global|local|full|sliding|attention|mamba|expert|hybrid)[ -]$")
_LONGEST_KIND = 40


def of_one_kind_of_layers(wrong: Wrong) -> str:
    """Of "58 MoE layers", or of those with sliding windows."""
    if wrong.field != "layers" or wrong.rule != "different":
        return ""
    ahead = f"{wrong.claim.reading.text} {wrong.around.after[:_LONGEST_KIND]}".partition("layer")[0]
    return "the layers of one kind" if _A_KIND_OF.search(ahead) else ""


_LIMIT = AnyCase(r"\bmax|support|up to|limit|window|native|trained")
_AT_A_LENGTH = regex(r"\bat (?:an? |the )?(?:full )?$")  # "at 4K context"


def a_shorter_text(wrong: Wrong) -> str:
    """Fewer tokens than fit, where no word says that these are the most."""
    if wrong.field != "context" or not wrong.is_less:
        return ""
    if _LIMIT.search(wrong.near) and not _AT_A_LENGTH.search(wrong.around.before):
        return ""
    of_a_sheet = wrong.rule == "variant" and is_of_a_sheet(wrong.claim, wrong.slide)
    return "" if of_a_sheet else "a text may well use less than there is"


def one_of_several_without_a_name(wrong: Wrong) -> str:
    """Another column of its row, or row of its column, states another number of that sort: of another model."""
    if not wrong.is_named_above or not wrong.of_a_model or not _differs_beside_it(wrong):
        return ""
    return "one of several in its row or column; its model is not named there"


def _differs_beside_it(wrong: Wrong) -> bool:
    claim, own = wrong.claim, wrong.claim.stated.cell
    column = [other for other in wrong.slide.same_column(claim) if other.field == claim.field]
    return any(
        other.reading.units[0].symbol == claim.reading.units[0].symbol and other.reading.value != claim.reading.value
        for other in (*wrong.slide.same_row(claim), *column)
        if other.stated.cell is not None and other.stated.cell is not own
    )


_WITH_MORE = 1.025
_WITHOUT = regex(r"\bwithout\b")


def with_what_the_count_leaves_out(wrong: Wrong) -> str:
    """A little more, where the registry's sources count without a part that files hold: a prediction module."""
    if not 1 < wrong.share < _WITH_MORE:
        return ""
    records = wrong.entity.attributes.get("disputed", {}).get(wrong.field, ())
    left_out = any(_WITHOUT.search(str(record.get("why"))) for record in records)
    return "with a module that the count leaves out, perhaps" if left_out else ""


def of_a_row_without_a_name(wrong: Wrong) -> str:
    """A count in a row that names no model, as far as is known."""
    claim, cell = wrong.claim, wrong.claim.stated.cell
    if cell is None or not wrong.field.startswith("parameters."):
        return ""
    far = claim.how in FAR_AWAY or (not cell.column and claim.how != "its cell")  # a first column labels its row
    return "its row may be of another model: none is named in it" if far else ""


_DENSE = regex(r"\b[Dd]ense\b")


def of_a_dense_one(wrong: Wrong) -> str:
    """A mixture of experts, where its row says "Dense": a model distilled from it has its name."""
    active, total = wrong.entity.get("parameters.active"), wrong.entity.get("parameters.total")
    if not wrong.field.startswith("parameters.") or active is None or total is None or active.value == total.value:
        return ""
    cell, table = wrong.claim.stated.cell, wrong.claim.stated.table
    row = table.row_of(cell) if table is not None and cell is not None else ()
    return "of a dense model that has its name" if any(_DENSE.search(one.text.text) for one in row) else ""
