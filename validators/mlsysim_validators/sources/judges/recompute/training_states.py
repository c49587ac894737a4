"""Memory that a training keeps for each parameter: gradients, a master copy, the optimizer's moments, all of it."""

from __future__ import annotations

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.memory import SHARDED, per_parameter, stated_sizes
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex

# Bytes per parameter that Adam keeps beside the weights: two moments in FP32, with or without master weights
# (Rajbhandari et al. 2020), and what other recipes keep (8-bit: Dettmers et al. 2022).
_OPTIMIZER_BYTES = (12.0, 8.0)
_OTHER_OPTIMIZERS = (
    (r"8-?bit|int8|bnb|bitsandbytes", (2.0, 6.0)),
    (r"(?:bf16|fp16|16-bit|half)[- ]?(?:precision )?(?:adam|moments?|states?|optimi)", (2.0, 4.0)),
    (r"muon|sgd|momentum|adafactor|lion", (2.0, 4.0)),
    (r"gradient|total", (16.0,)),
)
_BYTES_OF_ADAM = regex(r"(?i:\badam|optimi[sz]er|\bmoments?\b)[^.;\n]{0,40}?\b(?P<bytes>\d{1,2}) bytes\b")
_MOST_TEXT = 6000
_NAMES_ONE = AnyCase(r"\W*(?:sgd|adam|adamw|momentum|lion|muon|adafactor|rmsprop)\b(?: ?[+/] ?\w+)?\W*")
_MASTER_BYTES = (4.0,)
_MOMENT_BYTES = (4.0, 2.0)
_GRADIENT_BYTES = (2.0, 4.0)
_TRAINING_BYTES = (8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0)


def optimizer(s: Situation) -> Computed:
    """Moments of Adam and master weights: 2 to 16 bytes per parameter, by recipe."""
    sizes: tuple[float, ...] = _OPTIMIZER_BYTES
    for words, more in _OTHER_OPTIMIZERS:
        if s.says(words, nearest=3):
            sizes += more
    if s.precision() == "fp16" and not s.says(r"fp32|mixed|master", nearest=9):  # moments in 16 bits as well
        sizes += (4.0,)
    if s.says(r"master", nearest=1) and s.says(r"moment|\bm\b|variance|adam", nearest=1):
        sizes = (12.0,)
    elif s.says(r"FP32 moments|two (?:FP32 )?moments|8 ?N\b|8 bytes", nearest=3):
        sizes = (8.0,)
    said = _BYTES_OF_ADAM.search(s.slide.text[:_MOST_TEXT])  # "Adam states: 1B x 4 bytes", whatever a recipe says
    sizes += (float(said["bytes"]),) if said is not None else ()
    computed = per_parameter(s, sizes, "optimizer states")
    of_a_run = _NAMES_ONE.fullmatch(s.around.column) is not None  # "Adam" over a model's row: with all that it holds
    return computed._replace(certain=False) if of_a_run else computed


def master(s: Situation) -> Computed:
    """The copy of the weights in FP32 that mixed precision keeps: 4 bytes per parameter."""
    return per_parameter(s, _MASTER_BYTES, "master weights")


def moment(s: Situation) -> Computed:
    """One of Adam's two moments: 4 bytes per parameter, 2 or 1 where they are kept in fewer bits."""
    sizes = _MOMENT_BYTES + ((1.0,) if s.says(r"8-?bit|int8|fp8", nearest=3) else ())
    return per_parameter(s, sizes, "one moment")


def gradients(s: Situation) -> Computed:
    """2 or 4 bytes per parameter."""
    named = formats_in(s.around.sentence) - {"int8", "int4", "fp8"}
    sizes = tuple(formulas.bytes_per_element(name) for name in named) if len(named) == 1 else _GRADIENT_BYTES
    if not named and s.precision() == "fp16" and not s.says(r"fp32|main.?grad|accumul|4 bytes", nearest=9):
        sizes = (2.0,)
    return per_parameter(s, sizes, "gradients")


def training_state(s: Situation) -> Computed:
    """Weights, gradients and optimizer states together: mostly 16 bytes per parameter in mixed precision with Adam."""
    found = per_parameter(s, _TRAINING_BYTES, "weights, gradients and optimizer states")
    return found._replace(certain=found.certain and bool(stated_sizes(s)))


KINDS = (
    Kind(
        "gradient_bytes",
        BYTES,
        AnyCase(r"gradients?(?![ -](?:accumulat|checkpoint|clip|descent|norm|step))"),
        AnyCase(SHARDED + r"|optimi|weights|parameters,|allreduce|communicat|bucket|allocated|reserved"),
        gradients,
    ),
    Kind(
        "master_bytes",
        BYTES,
        AnyCase(r"\bmaster (?:weights?|cop(?:y|ies)|param\w*)"),
        AnyCase(SHARDED + r"|gradients?|moments?|optimi|adam|total|states|left out|without|drop"),
        master,
    ),
    Kind(
        "moment_bytes",
        BYTES,
        AnyCase(r"\b(?:first|second|1st|2nd) moments?\b"),
        AnyCase(SHARDED + r"|gradients?|master|optimi|both|first (?:and|&|\+) second|total|states|8-bit"),
        moment,
    ),
    Kind(
        "optimizer_bytes",
        BYTES,
        AnyCase(
            r"optimi[sz]er|adam\w* (?:states?|moments?)|\badam\w*(?: ?\(m ?(?:\+|and|,) ?v\)|:)"
            r"|\b(?:both|two|first (?:and|&|\+) second) moments?\b"
        ),
        AnyCase(SHARDED + r"|gradients?|weights|total|model states|8-bit"),
        optimizer,
    ),
    Kind(
        "training_bytes",
        BYTES,
        AnyCase(r"to train|training (?:memory|state|requires|needs|takes)|model states|full fine-?tun"),
        AnyCase(SHARDED + r"|data|dataset|tokens"),
        training_state,
    ),
)
