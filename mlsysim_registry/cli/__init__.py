"""The command line. Each command lives in a module of its own, imported when it is called."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from mlsysim_registry.errors import RegistryError

OK, FINDINGS, CANNOT_RUN = 0, 1, 2
_VERSION = ("-V", "--version")

# Command -> what it does, in a line. `mlsysim_registry.cli.<command>` has `arguments(parser)` and `run(options)`.
COMMANDS = {
    "validate": "prove the registry: syntax, schema, units, evidence, physics, references",
    "check": "check what slides and notes say against the registry",
    "show": "show an entry, or one of its specs with its source",
    "list": "list the entries of a kind",
    "compare": "compare entries spec by spec",
    "roofline": "ridge point, weight-load time and bottleneck of a model on devices",
    "allreduce": "time of a ring AllReduce over a link",
    "kvcache": "size of a model's KV cache",
    "decode": "time of a decode step, or a prefill, of a model on devices",
    "require": "what a device needs to decode a model within a time",
    "train": "time, cost and memory of training a model",
    "collective": "time of any collective on any shape of network",
    "serve": "devices, replicas and cost for a load of tokens per second",
    "fleet": "devices and cost of serving a model",
    "own": "what a used hour of an owned device costs",
    "footprint": "energy and carbon of devices",
    "failures": "failures of a cluster: checkpoints, time left for work, spares",
    "tiny": "time, memory and energy of a network on a micro device",
    "sweep": "every combination of models, devices, batch, precision, context and parallelism",
    "predict": "what a published benchmark would measure, calibrated, with its bracket",
    "accuracy": "how far predictions are from published measurements",
    "export": "write the whole registry: JSON, tables, bibliographies, LaTeX macros",
    "diff": "what changed between two versions of the data",
    "explain": "explain a rule by its code",
    "new": "begin a new entry",
    "lint": "how well the registry is proven: by status, vendor and kind",
    "freeze": "freeze the data as a release",
    "schema": "write the JSON Schemas",
}
# A module called `list` would hide the built-in one from this package.
_MODULES = {"list": "listing"}


class _Parser(argparse.ArgumentParser):
    """A parser that keeps to the exit code of the house: 2, could not run."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(CANNOT_RUN, f"{self.prog}: {message}\n(try `{self.prog} --help`)\n")


def _overview() -> str:
    lines = [f"  {name:<10} {told}" for name, told in COMMANDS.items()]
    return (
        "usage: mlsysim-registry COMMAND ...\n\n"
        "Hardware, model and system numbers for ML systems work, each with its source.\n\n"
        "commands:\n" + "\n".join(lines) + "\n\n"
        "examples:\n"
        "  mlsysim-registry show mi300x memory.bandwidth\n"
        "  mlsysim-registry check slides/*.tex notes/*.md\n"
        "  mlsysim-registry validate registry/accelerators/amd/mi300x.yaml\n\n"
        "`mlsysim-registry COMMAND --help` tells more. Exit status: 0 nothing wrong, 1 findings, 2 could not run.\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:  # a process of our own: what it makes it keeps, so that looking for rubbish is lost time
        gc.set_threshold(200_000, 20, 20)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(_overview())
        return OK if words else CANNOT_RUN
    command = words[0]
    if command not in COMMANDS and command not in _VERSION:
        from mlsysim_registry.errors import did_you_mean

        sys.stderr.write(f"mlsysim-registry: no command `{command}`.{did_you_mean(command, COMMANDS)}\n")
        return CANNOT_RUN
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without ™ or × gets an escape, not a traceback
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _version() if command in _VERSION else _run(command, words[1:])
        sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # nor need the end of the process look through all that it kept
        return status
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else CANNOT_RUN
    except RegistryError as error:
        hint = getattr(error, "hint", "")
        sys.stderr.write(f"mlsysim-registry {command}: {error}{f' ({hint})' if hint else ''}\n")
        return CANNOT_RUN
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return CANNOT_RUN
    except OSError as error:
        sys.stderr.write(f"mlsysim-registry {command}: {error.filename or ''}: {error.strerror or error}\n")
        return CANNOT_RUN
    except UnicodeError as error:
        sys.stderr.write(f"mlsysim-registry {command}: a name that this system cannot write: {error}\n")
        return CANNOT_RUN


def _version() -> int:
    from mlsysim_registry import __version__, load

    sys.stdout.write(f"mlsysim-registry {__version__}, data {load().version}\n")
    return OK


def _run(command: str, words: Sequence[str]) -> int:
    module = import_module(f"mlsysim_registry.cli.{_MODULES.get(command, command)}")
    parser = _Parser(
        prog=f"mlsysim-registry {command}",
        description=COMMANDS[command],
        epilog=module.__doc__.partition("\n")[2] if module.__doc__ else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(parser)
    status: int = module.run(parser.parse_args(words))
    return status
