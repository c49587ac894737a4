r"""LaTeX macros, so that a slide uses a number instead of retyping it: \hw{amd/mi300x}{memory.bandwidth}."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.data import Registry
from mlsysim_registry.exporting.bibliography import key

_HEAD = r"""%% mlsysim-registry, data {version}. Use: \input{{this file}}, then
%%   \hw{{amd/mi300x}}{{memory.bandwidth}}      the value with its unit, as the source prints it
%%   \hwnum{{amd/mi300x}}{{memory.bandwidth}}   the number alone
%%   \hwcite{{amd/mi300x}}{{memory.bandwidth}}  the key of its source in `export bibtex`
\makeatletter
\providecommand\hw@get[3]{{\@ifundefined{{hw@#1@#2@#3}}{{%
  \PackageError{{mlsysim-registry}}{{no #2 of `#3'}}{{run: mlsysim-registry show #2}}??}}%
  {{\csname hw@#1@#2@#3\endcsname}}}}
\providecommand\hw[2]{{\hw@get{{v}}{{#1}}{{#2}}}}
\providecommand\hwnum[2]{{\hw@get{{n}}{{#1}}{{#2}}}}
\providecommand\hwcite[2]{{\hw@get{{c}}{{#1}}{{#2}}}}
\def\hw@set#1#2#3#4#5{{\@namedef{{hw@v@#1@#2}}{{#3}}\@namedef{{hw@n@#1@#2}}{{#4}}\@namedef{{hw@c@#1@#2}}{{#5}}}}"""


def as_latex(registry: Registry) -> str:
    """Macros for every proven spec; estimated values are left out."""
    return "\n".join(_lines(registry)) + "\n"


def _lines(registry: Registry) -> Iterator[str]:
    yield _HEAD.format(version=registry.version).replace("%%", "%")
    for entry in registry.entries():
        for path, spec in entry.specs.items():
            if spec.status == "estimated":
                continue
            number, _, unit = spec.printed.partition(" ")
            value = f"{number}\\,{unit}" if unit else number
            cite = key(spec.cite) if spec.cite else ""
            yield rf"\hw@set{{{entry.id}}}{{{path}}}{{{_tex(value)}}}{{{number}}}{{{cite}}}"
    yield r"\makeatother"


def _tex(text: str) -> str:
    return text.replace("%", r"\%").replace("^2", r"\textsuperscript{2}")
