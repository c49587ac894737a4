"""How fast is a sweep, beside the same outputs written by hand in NumPy, in one run of this script?

    python tests/benchmarks/sweeps.py
    python tests/benchmarks/sweeps.py --others OTHER    also mlsysim and llm-analysis, of that interpreter

Medians over several rounds, one after the other, so that a busy machine slows all alike. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from statistics import median
from typing import Any

import numpy as np

from mlsysim_registry import load
from mlsysim_registry.sweeps import sweep

MODELS = ["llama-3-8b", "llama-3-70b"]
DEVICES = ["h100", "mi300x", "h200", "b200", "a100-sxm-80gb"]
AXES: dict[str, list[Any]] = {
    "batch": list(range(1, 201)),
    "precision": ["fp16", "bf16"],
    "context": list(range(512, 512 * 101, 512)),
    "tp": [1, 2, 4, 8],
}


def by_hand() -> dict[str, Any]:
    """The sweep's columns, without its checks, names or frame: plain NumPy, broadcast where it can be."""
    registry = load()
    out: dict[str, list[Any]] = {}
    b = np.array(AXES["batch"], float).reshape(1, 1, -1, 1, 1)
    c = np.array(AXES["context"], float).reshape(1, 1, 1, -1, 1)
    t = np.array(AXES["tp"], float).reshape(1, 1, 1, 1, -1)
    devices = [registry.find(name, "accelerators") for name in DEVICES]
    column = lambda values: np.array(values, float).reshape(-1, 1, 1, 1, 1)  # noqa: E731
    bandwidth = column([d["memory.bandwidth"].value for d in devices])
    capacity = column([d["memory.capacity"].value for d in devices])
    power = column([d["power.tdp"].value for d in devices])
    link = column([max(s.per_direction for p, s in d.specs.items() if p.startswith("links.") and p.endswith("total"))
                   for d in devices])  # fmt: skip
    peak = np.array([[d[f"compute.matrix.{f}"].value for f in AXES["precision"]] for d in devices])[
        ..., None, None, None
    ]
    shape = (len(devices), len(AXES["precision"]), b.size, c.size, t.size)
    for name in MODELS:
        m = registry.find(name, "models")
        n, layers, hidden = m["parameters.total"].value, m["layers"].value, m["hidden_size"].value
        kv, heads = m["kv_cache.per_token"].value, m["heads.kv"].value
        weights = n * 2.0 / t
        one = kv * c / np.minimum(t, heads)
        cache = one * b
        work = 2.0 * n * b / t
        reduce = 2.0 * (t - 1) / t / link
        network = 2 * layers * reduce * (b * hidden * 2.0)
        load_time, kv_time, arithmetic = weights / bandwidth, cache / bandwidth, work / peak
        dense = np.maximum(load_time, arithmetic)
        step = kv_time + dense + network
        prompt = b * (2.0 * n * c + 2.0 * layers * hidden * c * c) / t
        first = np.maximum(prompt / peak, load_time) + 2 * layers * reduce * (b * c * hidden * 2.0)
        rate = b / step
        memory = weights + cache
        room = capacity * 0.9
        largest = np.where(load_time >= arithmetic, 0, 2)
        largest = np.where(kv_time > dense, 1, largest)
        largest = np.where(network > np.maximum(kv_time, dense), 3, largest)
        fits = memory <= room
        columns = {
            "model": np.full(shape, len(out)), "device": np.arange(len(devices)).reshape(-1, 1, 1, 1, 1),
            "precision": np.arange(2).reshape(1, -1, 1, 1, 1), "batch": b, "context": c, "tp": t, "feasible": fits,
            "why": np.where(fits, 0, np.where(weights > capacity, 6, 7)), "bottleneck": largest, "weights": weights,
            "kv_cache": cache, "memory": memory, "step_time": step, "first_token_time": first, "tokens_per_s": rate,
            "tokens_per_s_per_device": rate / t, "mfu": work / peak / step,
            "max_sequences": np.maximum(0, np.floor((room - weights) / one)), "joules_per_token": power * t / rate,
            "usd_per_mtoken": 3.0 * t / (3600 * rate) * 1e6,
        }  # fmt: skip
        for key, value in columns.items():
            out.setdefault(key, []).append(np.broadcast_to(value, shape).ravel())
    return {key: np.concatenate(pieces) for key, pieces in out.items()}


def seconds(what: Any, rounds: int) -> float:
    """The median of several runs, after one that warms up."""
    taken = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        what()
        if number:
            taken.append(time.perf_counter() - start)
    return median(taken)


OTHERS = {
    "mlsysim": (
        "import time, mlsysim\nfrom mlsysim import Engine, Hardware, Models\n"
        "m, h = Models.Llama3_8B, Hardware.H100\nn, start = 200, time.perf_counter()\n"
        "for i in range(n): Engine.solve(m, h, batch_size=i + 1, precision='fp16', efficiency=0.5)\n"
        "print(n / (time.perf_counter() - start))"
    ),
    "llm-analysis": (
        "import time, logging\nlogging.disable(50)\n"
        "from llm_analysis.analysis import LLMAnalysis, get_gpu_config_by_name, "
        "get_model_config_by_name, get_dtype_config_by_name, ParallelismConfig\n"
        "a = LLMAnalysis(get_model_config_by_name('facebook_opt-6.7b'), get_gpu_config_by_name('a100-sxm-80gb'),"
        " get_dtype_config_by_name('w16a16e16'), ParallelismConfig(1))\nn, start = 500, time.perf_counter()\n"
        "for i in range(n): a.get_latency_fwd(i + 1, 512)\nprint(n / (time.perf_counter() - start))"
    ),
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--others", help="an interpreter that has mlsysim or llm-analysis")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args()
    run = lambda: sweep(MODELS, DEVICES, price=3.0, progress=False, **AXES)  # noqa: E731
    frame, hand = run(), by_hand()
    rows = len(frame)
    for name in ("step_time", "first_token_time", "mfu", "max_sequences", "joules_per_token", "usd_per_mtoken"):
        np.testing.assert_allclose(frame[name].to_numpy(), hand[name], rtol=1e-9)
    rates = {"sweep": rows / seconds(run, options.rounds), "by hand in NumPy": rows / seconds(by_hand, options.rounds)}
    for name, code in OTHERS.items() if options.others else ():
        done = subprocess.run([options.others, "-c", code], capture_output=True, text=True)
        if done.returncode == 0:
            rates[name] = float(done.stdout.split()[-1])
        else:
            print(f"{name} could not run: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    if options.format == "json":
        print(json.dumps({"rows": rows, "configurations_per_s": rates}))
        return 0
    print(f"{rows:,} configurations, 20 columns")
    for name, rate in rates.items():
        print(f"{name:18} {rate:14,.0f}/s   sweep / this = {rates['sweep'] / rate:,.3g}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
