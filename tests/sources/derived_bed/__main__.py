"""Measure: python -m derived_bed [folder...] [--plant] in tests/sources."""

import sys
from collections import Counter, defaultdict

from derived_bed.bed import decks, outcomes, plants
from mlsysim_validators.sources.claims import FINDINGS

rooms = [a for a in sys.argv[1:] if not a.startswith("-")] or ["first"]
deep = "--plant" in sys.argv
total, right = Counter(), defaultdict(Counter)
planted = defaultdict(Counter)
for deck in decks(*rooms):
    base, others = outcomes(deck)
    print("==", deck.path.name)
    for o in others:
        print("   OTHER", o[:230])
    for i, (m, o) in enumerate(zip(deck.marks, base)):
        v = "FALSE" if o.verdict in FINDINGS else o.verdict
        right[m.kind][v] += 1
        total[v] += 1
        if v != "match":
            print(f"   {v:10} {m.kind:12} {m.shown(m.right)[:30]:22} {o.rule} {o.reason[:190]}")
        if deep:
            for p in plants(m):
                got, oth = outcomes(deck, i, p)
                ok = got[i].verdict in FINDINGS
                planted[m.kind]["found" if ok else "missed"] += 1
                spill = [
                    x for j, x in enumerate(got) if j != i and x.verdict in FINDINGS and base[j].verdict not in FINDINGS
                ]
                planted[m.kind]["spill"] += len(spill) + max(0, len(oth) - len(others))
                if not ok and v == "match":
                    print(
                        f"      missed {m.kind:12} {m.shown(p)[:24]:18} for {m.shown(m.right)[:20]:16} {got[i].verdict} {got[i].rule} {got[i].reason[:140]}"
                    )
print(dict(total))
for k in sorted(right):
    print(f"{k:14} {dict(right[k])}  {dict(planted[k])}")
f = sum(c["found"] for c in planted.values())
m = sum(c["missed"] for c in planted.values())
if deep:
    print("found", f, "of", f + m, f"{f / (f + m):.1%}", "spill", sum(c["spill"] for c in planted.values()))
