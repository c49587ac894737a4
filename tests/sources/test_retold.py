"""What a slide and its notes, or a recap and another slide, say in the same words with two numbers."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.retold.figures import figures
from snippets import checked

_DECK = r"""\documentclass{{beamer}}
\begin{{document}}
\begin{{frame}}{{Pruning pays late}}
  {slide}
  \note{{{note}}}
\end{{frame}}
\begin{{frame}}{{Scheduling}}
  A queue of jobs drains by itself over the weekend.
  \note{{Ask who has waited for a job.}}
\end{{frame}}
\begin{{frame}}{{{title}}}
  \begin{{itemize}}
    \item {recap}
  \end{{itemize}}
\end{{frame}}
\end{{document}}
"""


def _told(slide: str = "", note: str = "", recap: str = "", title: str = "Key takeaways") -> dict[str, str]:
    text = _DECK.format(slide=slide, note=note, recap=recap, title=title)
    claims = checked(text, "deck.tex").claims
    return {claim.text: claim.reason for claim in claims if "one of the two is wrong" in claim.reason}


@pytest.mark.parametrize(
    ("slide", "note", "numbers"),
    [
        (
            r"Structured pruning removes 40\% of the channels and costs 0.6 points of accuracy.",
            r"Say: structured pruning removes 60\% of the channels and costs 0.6 points of accuracy.",
            {"40%", "60%"},
        ),
        (
            r"The SLO asks for a p99 below 80 ms, always.",
            r"Our SLO asks for a p99 below 160 ms.",
            {"80 ms", "160 ms"},
        ),
        (
            r"Teams without monitoring see 30--45\% silent failures within a year.",
            r"Stress that teams without monitoring see 55--70\% silent failures.",
            {"30", "55"},
        ),
        (
            r"Report the median of at least 7 independent trials of the kernel.",
            r"The median of 9 independent trials of the kernel, no fewer.",
            set(),  # more than seven
        ),
        (
            r"The canary goes to 40K riders first.",
            r"Again: the canary goes to 4K riders before all of them.",
            {"40K", "4K"},
        ),
        (r"Hosts with 1--4 lanes, shared bus.", r"The hosts have 1--8 lanes on a shared bus.", {"8", "4 lanes"}),
        (
            r"The sweep takes 24 independent trials of the scheduler.",
            r"Tell them that the sweep takes 42 independent trials of the scheduler.",
            {"24", "42"},
        ),
        (
            r"The ablation ran for 7 weeks on the shared partition.",
            r"The ablation ran for 7 months on the shared partition.",
            {"7"},
        ),
        (
            r"Lints take 20--50 min vs.\ 3--7 min for plain code.",
            r"Lints take 20--50 min vs 4--9 for plain code, which surprises.",
            {"4", "9", "3", "7 min"},
        ),
        (
            r"The drift gate: KL $>$ 0.35 on the pulse histogram rolls the release back.",
            r"The release rolls back if the pulse histogram drifts (KL $>$ 0.4).",
            {"0.4", "0.35"},  # limits are not rounded
        ),
        (r"Rejection interval: [41, 58] errors.", r"The rejection interval is [33, 66] errors.", {"41", "33"}),
        (
            r"\begin{tabular}{lrr} Metric & Bench & Fleet \\ Delay & 15 ms & 180 ms \\ Hits & 92\% & 81\% \\ "
            r"Rate & 640 jobs & 300 jobs \\ \end{tabular}",
            r"Bench: 15 ms, 92\%, 1,200 jobs. The fleet is slower.",
            {"640", "1,200"},
        ),
        (
            r"Softmax there: $3 \times 2{,}039$ GB/s = 6.1 TFLOP/s",
            r"Softmax there: 3 x 1,555 GB/s = 6.1 TFLOP/s.",
            {"1,555 GB/s", "2,039 GB/s"},
        ),
    ],
)
def test_a_slide_and_its_notes(slide: str, note: str, numbers: set[str]) -> None:
    told = _told(slide=slide, note=note)
    assert len(told) == bool(numbers)
    assert set(told) <= numbers


@pytest.mark.parametrize(
    ("slide", "note", "wrong"),
    [
        # a time in notes that is no time of the talk
        (r"Drain the host: $<$ 48 hrs.", r"Then: drain the host, under 8 hours.", {"8 hours"}),
        (r"Pages to the owner: 45 min.", r"Pages go to the owner in 45 hours.", {"45 hours"}),
        (r"Restores average 3--9 days.", r"Restores average 3--9 hours.", {"9 hours"}),
        (r"The sensor idles at 70 W.", r"The sensor idles at 70 mW, of which the radio takes most.", {"70 mW", "70 W"}),
        (r"Spine links run at 800 GB/s to each leaf.", r"Spine links run at 800 Gbps to each leaf.", {"800 Gbps"}),
        # another thing
        (r"Pages to the owner: 45 min.", r"Snapshots are kept for 45 hours.", set()),
        # converted
        (r"The sensor idles at 70 mW.", r"The sensor idles at 70 mW; 1,000 of them idle at 70 W.", set()),
        # the width of a number
        (r"The cache holds 8-bit values.", r"The cache holds 8 GB of values.", set()),
    ],
)
def test_the_same_digits_with_another_unit(slide: str, note: str, wrong: set[str]) -> None:
    told = _told(slide=slide, note=note)
    assert len(told) == bool(wrong)
    assert set(told) <= wrong


def test_a_unit_against_another_slide() -> None:
    slide = r"The fleet writes a checkpoint of its optimizer every 20 minutes."
    far = r"A checkpoint every 20 hours keeps the optimizer of the fleet."
    assert set(_told(slide=slide, recap=far, title="Faults")) == {"20 hours"}
    assert _told(slide=slide, recap="A rack is repaired every 20 hours.", title="Faults") == {}


def test_a_recap_and_another_slide() -> None:
    slide = r"Caching gives a 9$\times$ faster lookup but only a 1.4$\times$ faster query, as lookups are 32\% of it."
    recap = r"\textbf{Caching}: 9$\times$ faster lookup, 1.4$\times$ faster query when lookups are 68\% of it."
    told = _told(slide=slide, recap=recap)
    assert set(told) <= {"68%", "32%"}
    assert len(told) == 1
    assert _told(slide=slide, recap=recap.replace("68", "32")) == {}
    assert _told(slide=slide, recap=recap, title="Another query") == {}  # may be another case


def test_the_one_that_stands_alone_is_told() -> None:
    slide = r"Tiling gives a 32$\times$ reduction in memory traffic on this array."
    told = _told(slide=slide, note=slide, recap=slide.replace("32", "1,024"))
    assert set(told) == {"1,024×"}
    assert "32×" in told["1,024×"]


@pytest.mark.parametrize(
    ("slide", "note"),
    [
        # other words say what each is of
        (r"Compute: 8$\times$ growth in a decade", r"Bandwidth: 3.7$\times$ growth in a decade"),
        (r"On the V100 softmax reaches 11\% utilization.", r"On the A100 softmax reaches 4\% utilization."),
        # the text says both
        (
            r"Lookups at 32\%: at most 1.47$\times$ faster query, and 1.4$\times$ with this cache.",
            r"Lookups at 32\%: only 1.4$\times$ faster query. The limit is a 1.47$\times$ faster query.",
        ),
        # one number to two digits
        (r"The sweep moves 2.61 TB of checkpoints.", r"The sweep moves 2.6 TB of checkpoints."),
        # a setting
        (r"At batch=1 the kernel is memory-bound.", r"At batch=64 the kernel is memory-bound."),
        # the time that a talk takes
        (r"Turn and talk, 90 seconds.", r"Turn and talk, 3 min."),
        # what a number is compared with
        (r"A night of tests draws 0.04 kWh, less than a kettle for tea.", r"Kettle: about 0.1 kWh for tea."),
        # a bound, and what meets it
        (r"The detector runs at $<$5 mW, always on.", r"The detector runs at 3.2 mW, always on."),
        # times of the day
        (r"Untested rollbacks fail when the 3:00 AM page comes.", r"Untested rollbacks fail when the 4 AM page comes."),
    ],
)
def test_what_is_said_of_two_things_or_says_the_same(slide: str, note: str) -> None:
    assert _told(slide=slide, note=note) == {}


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        (r"If short: state the 47$\times$ number and move on.", {"47×"}),
        (r"If short: state the 74$\times$ number and move on.", set()),
        (r"State the 74$\times$ and 18$\times$ numbers.", {"18×"}),
        (r"Emphasize the anchors: 74$\times$ reuse, 6\% stalls, 31\% idle lanes.", {"31%"}),
        (r"Even a 47$\times$ number would not surprise them.", set()),
    ],
)
def test_a_number_that_notes_cite_stands_elsewhere(note: str, wrong: set[str]) -> None:
    slide = r"Fused tiles: 74$\times$ reuse of each byte, 6\% stalls."
    text = _DECK.format(slide=slide, note=note, recap="Measure first.", title="Key takeaways")
    claims = checked(text, "deck.tex").claims
    assert {claim.text for claim in claims if claim.verdict == "inconsistent"} == wrong


def test_what_there_is_besides_is_no_other_figure_of_the_whole() -> None:
    told = _told(
        slide=r"The compute ratio of the two boards is 3.2$\times$.",
        recap=r"The extra compute ratio of the two boards, an extra 1.5$\times$, is wasted.",
    )
    assert not told


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("limited to <1B parameters", "a net of 7B parameters", False),  # of another net
        ("below 40 GB of memory", "it takes 44 GB of memory", True),
        ("a net of 1B parameters", "a net of 7B parameters", True),
    ],
)
def test_a_limit_is_of_another_thing_than_what_is_far_from_it(one: str, other: str, contradict: bool) -> None:
    first, second = (next(figures(text)) for text in (one, other))
    assert first.contradicts(second) is contradict
