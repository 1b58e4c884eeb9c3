"""One subject explained: how long it takes in process, with every reason, and how that compares with reading the pack anew.

Run ``python benchmarks/policy.py`` (``--pack FOLDER`` for another pack, ``--rounds N`` for longer). The subjects are those
of the pack's examples: facts known, unknown, and at the caps. One subject is answered by every benefit that applies on
the day: outcome, each condition, the sum step by step, what is missing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from jingkai.policy.language.parse import parse
from jingkai.policy.language.printing import printed
from jingkai.policy.loading import load_pack
from jingkai.policy.rules.interpret import interpret, prepare
from jingkai.policy.rules.receipt import receive, replay

ROOT = Path(__file__).resolve().parents[1]
PACK = ROOT / "packs" / "cn-150800" / "bazhengbanfa-2024-8"
ON = date(2024, 6, 1)
TARGET = 0.5  # ms


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    """Print the figures; 1 where explaining one subject takes longer than the target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--rounds", type=int, default=100)
    chosen = parser.parse_args()

    loaded = load_pack(chosen.pack)
    pack, variables = loaded.pack, {one.name: one for one in loaded.pack.facts}
    rules = prepare(pack, loaded.digest)
    # All facts of a pack's examples together: one subject that every benefit has something to say about.
    fullest = {name: value for example in pack.examples for name, value in example.facts.items()}
    subjects = [*(dict(example.facts) for example in pack.examples), fullest]
    applying = sum(rule.applies(ON) for rule in rules.benefits.values())
    print(
        f"{pack.document.number}: {applying} benefits on {ON}, {len(subjects)} subjects × {chosen.rounds} rounds"
    )

    prepared = median(milliseconds(lambda: prepare(pack, loaded.digest)) for _ in range(20))
    print(f"read all expressions once          {prepared:9.3f} ms")

    times = [
        milliseconds(lambda facts=facts: rules.find_all(facts, ON))  # type: ignore[misc]
        for _ in range(chosen.rounds)
        for facts in subjects
    ]
    middle, slow = median(times), quantiles(times, n=100)[98]
    print(f"explain one subject, median        {middle:9.3f} ms   p99 {slow:.3f} ms")
    full = median(milliseconds(lambda: rules.find_all(fullest, ON)) for _ in range(chosen.rounds))
    print(f"… of whom everything is known      {full:9.3f} ms")

    anew = median(
        milliseconds(lambda: [interpret(one, {}, variables, ON) for one in pack.benefits]) for _ in range(20)
    )
    print(f"… reading the expressions each time{anew:9.3f} ms   {anew / middle:.0f} × as long")

    first = next(iter(rules.benefits))
    _finding, receipt = receive(rules, first, fullest, on=ON, recorded_on=ON)

    def give() -> str:
        return receive(rules, first, fullest, on=ON, recorded_on=ON)[1].to_json()

    given = median(milliseconds(give) for _ in range(50))
    again = median(milliseconds(lambda: replay(receipt, pack)) for _ in range(20))
    print(
        f"one receipt written                {given:9.3f} ms   replayed {again:.3f} ms (the pack is hashed again)"
    )

    texts = [condition.test for benefit in pack.benefits for condition in benefit.conditions]
    same = sum(parse(printed(parse(text, variables)), variables) == parse(text, variables) for text in texts)
    print(f"conditions printed and read again the same: {same} of {len(texts)}")

    # The median: beside other work of the machine the slowest hundredth says how long a process waits for its turn.
    fits = middle <= TARGET
    print(f"one subject in at most {TARGET} ms: {'yes' if fits else 'NO'}, {middle / TARGET:.2f} of it")
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
