"""EVD111, EVD112: the proof speaks of this quantity, and of this entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from mlsysim_registry.naming import fold
from mlsysim_validators.rules.evidence.label import FORMAT_WORDS, PIPE_WORDS, words_of
from mlsysim_validators.rules.references.names import names
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_MEMORY = r"memory|hbm|ddr|\w*ram\b|capacity|bandwidth"
# Spec path -> words of which its proof holds one. What is not here shows by its unit what it is, or by EVD106.
_LABELS = {
    "layers": r"layer|block|depth",
    "encoder_layers": r"layer|block|depth",
    "decoder_layers": r"layer|block|depth",
    "hidden_size": r"hidden|embd|embed|d_?model|dim|width",
    "intermediate_size": r"intermediate|ffn|feed.?forward|\bff|mlp|inner",
    "heads.query": r"head",
    "heads.kv": r"kv|key|quer(?:y|ies)",
    "head_size": r"size|dim|d_.{0,7}head|head.width|per head|\bd_?k|channels",
    "vocabulary": r"vocab",
    "context": r"context|position|sequence|token|block_size|length",
    "attention.query_rank": r"q_lora|query",
    "attention.value_head_size": r"\bv_|value",
    "experts.total": r"expert",
    "experts.active": r"expert",
    "parameters.total": r"param|weight|size",
    "parameters.active": r"active|param",
    "macs.forward": r"mac|flop|mult",
    "devices": r"gpu|accelerator|device|\boam|chip|module|processor",
    "memory.capacity": _MEMORY,
    "host.memory": r"host|syst?em|sistema|(?<!device )(?<!gpu )(?<!accelerator )memory|(?<!v)ram\b",
    "memory.bandwidth": _MEMORY,
    "compute.clock": r"clock|hz|freq|boost|takt",
    "power.tdp": r"tdp|thermal|power|watt|\d ?w\b|board",
}
# What sources call the parts of a device that the registry names in its own way.
_PARTS = {
    "cuda": r"cuda|shad|core|stream proc",
    "cluster": r"cluster|parallel",
    "stream": r"stream|shad",
    "sm": r"\bsms?\b|_sm|sm_|multi-?processor",
    "cu": r"\bcus?\b|compute units?|recheneinheit|_cu",
    "neural_engine": r"neural|\bne\b",
    "tensorcore": r"tensor.?core",
    "sram": r"s?ram\b|sram|on.?chip|l2",
    "mme": r"mme|matri|\*",
    "pcu": r"pcu|pattern compute|rdu",
    "minion": r"minion|core",
    "l2": r"\bl2|last.level|_l2|l2_",
    "infinity_cache": r"infinity|\bl3|mall|last.level",
    "system_cache": r"system.level|system.cache|\bslc",
    "nvm": r"nvm|non.?volatile",
    "tcm": r"tcm|tightly",
    "on_chip": r"on.?chip",
    "scratchpad": r"scratch|\bl1",
    "ddr": r"ddr|high capacity",
    "axi_sram": r"axi|sram0",
    "cnn_processor": r"processor",
}
_PORTS = r"port|link|lane|adapter|nic\b|connectx|hca|torus|neighbou?r|ethernet|infiniband|x\d"


def label_of(spec_path: str) -> str | None:
    """The words, as a pattern, of which the proof of a spec holds one; None where its unit tells."""
    parts = spec_path.split(".")
    if spec_path in _LABELS:
        return _LABELS[spec_path]
    if parts[0] == "links" and parts[-1] == "ports":
        return _PORTS
    if parts[0] in ("cores", "tiers", "attention") and len(parts) > 1:
        words = parts[1].partition("_per_")[0].split("_")[: 1 if parts[0] == "attention" else None]
        return _PARTS.get(parts[1], "".join(rf"(?=.*{word.removesuffix('s')})" for word in words))
    return None


def labels_of(spec_path: str) -> list[str]:
    """Every pattern for the words that name a spec: what is counted, the number format, the pipe."""
    label = label_of(spec_path)
    parts = spec_path.split(".")
    rate = [PIPE_WORDS.get(parts[1]), FORMAT_WORDS.get(parts[2].partition("_")[0])] if len(parts) == 3 else []
    return [pattern for pattern in (label, *rate) if pattern is not None]


@rule("EVD111", "quantity-named", kinds=frozenset({"accelerators", "models", "systems", "interconnects"}))
def quantity_named(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The proof names what is counted: layers are not heads, though both may be 32.

    Good:
        layers: {value: 32, cite: acme/sheet, at: p. 6, quote: 32 layers}
    Bad:
        layers: {value: 32, cite: acme/sheet, at: p. 6, quote: 32 heads}
    """
    for path, spec_path, node in file.proofs():
        label = label_of(spec_path)
        if label is not None and "cite" in node and not re.search(label, words_of(node), re.DOTALL):
            hint = "quote the words with their label, or say in `because` how we know"
            yield Problem((*path, "quote"), f"the proof does not say that this is `{spec_path}`", hint)


# A word of a name: Llama, 3.1, A100, C++.
_WORD = re.compile(r"[^\W_]+(?:[.+][^\W_]+)*\+*")
_GAP = re.compile(r"[\s_()/-]{0,3}")
_MOST_WORDS = 8


class _Names:
    """The names of all entries of a kind, to be found in running words."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._seen: dict[str, set[str]] = {}
        # Folded name -> where one of its spellings has a gap: "A100 80GB" may be run together, "A30" not parted.
        self.gaps: dict[str, set[int]] = {}
        for name in spellings:
            parts = [fold(match.group()) for match in _WORD.finditer(name)]
            ends = {sum(map(len, parts[: count + 1])) for count in range(len(parts) - 1)}
            self.gaps.setdefault("".join(parts), set()).update(ends)

    def mentioned(self, words: str) -> set[str]:
        """The folded names that stand in some words, whatever joins their parts; of overlapping ones the longest."""
        found = self._seen.get(words)
        if found is None:
            found = self._seen[words] = set(self._read(words))
        return found

    def _read(self, words: str) -> Iterator[str]:
        parts = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(words)]
        index = 0
        while index < len(parts):
            count, joined, longest = 1, parts[index][2], ""
            step = 1
            ends: set[int] = set()
            while True:
                # A100-80 is not named by A100: a number behind a hyphen belongs to the name.
                end = parts[index + count - 1][1]
                if joined in self.gaps and ends <= self.gaps[joined] and not re.match(r"-\d", words[end : end + 2]):
                    longest, step = joined, count
                following = index + count
                if count == _MOST_WORDS or following == len(parts):
                    break
                if not _GAP.fullmatch(words, end, parts[following][0]):
                    break
                ends.add(len(joined))
                joined += parts[following][2]
                count += 1
            if longest:
                yield longest
            index += step

    def foreign(self, node: dict[str, Any], own: set[str], workspace: Workspace) -> str | None:
        """Another entry that a proof names while it names the own one nowhere."""
        cited = workspace.citation(str(node.get("cite")))
        data = cited.data if cited is not None else {}
        passages = data.get("passages")
        place, quote = str(node.get("at", "")), str(node.get("quote", ""))
        if self._own(f"{node.get('because', '')} | {place} | {quote}", own):
            return None
        other = self._other(place, own)
        if other is None and not self._own(str(passages.get(place, "") if isinstance(passages, dict) else ""), own):
            other = self._other(quote, own)
            title = str(data.get("title", ""))
            if other is None and "because" not in node and not self._own(title, own):
                other = self._other(title, own)
        return other

    def _own(self, words: str, own: set[str]) -> bool:
        # A part of the own name is the family: V100 for the V100 SXM2 16GB.
        return any(name in mine for name in self.mentioned(words) for mine in own)

    def _other(self, words: str, own: set[str]) -> str | None:
        return min((name for name in self.mentioned(words) if not any(name in mine for mine in own)), default=None)


@lru_cache(maxsize=8)
def names_of(workspace: Workspace, kind: str) -> _Names:
    """The names of every entry of a kind."""
    return _Names(name for names in workspace.spellings(kind).values() for name in names if len(fold(name)) > 1)


@rule("EVD112", "entry-named", scope="registry", kinds=frozenset({"accelerators", "models", "systems"}))
def entry_named(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A proof that names an entry names this one: one variant's figure is not another's.

    The place and the quoted words count first, then the whole passage, then the title of the source. Where another
    entry's figure holds for this one too, `because` says so by name.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: "p. 7, Acme X1 | Acme Other", quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: "p. 7, Acme Other", quote: TDP 750 W}}
    """
    known = names_of(workspace, file.kind)
    own = {fold(name) for _, name in names(file)}
    for path, node in file.quotes():
        foreign = known.foreign(node, own, workspace)
        if foreign is not None:
            message = f"the proof names `{foreign}`, not this entry"
            yield Problem(
                (*path, "at"), message, "is it the right row and place? if so, say in `because` why it holds here"
            )
