"""A pack under examination: the rows that fit, and the way to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.faults import Fault, Severity
from jingkai.policy.reading import Contents
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable
from jingkai.policy.schema.pack import Pack

KINDS = ("targets", "duties", "benefits", "procedures", "standards", "evaluations")
"""Parts of a pack that hold mandates."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a pack. ``pack`` holds the rows that fit; ask :meth:`whole` before judging by what is absent."""

    pack: Pack
    contents: Contents

    def whole(self, *parts: str) -> bool:
        """Whether everything in some parts could be read."""
        return not self.contents.broken.intersection(parts)

    def fault(self, way: Way, words: str, mend: str, severity: Severity = "error") -> Fault:
        """Make a fault about a part of the pack."""
        return self.contents.fault(way, words, mend, severity)

    def mandates(self) -> Iterator[tuple[Way, Mandate]]:
        """Yield every mandate with the way to it."""
        for kind in KINDS:
            for at, mandate in enumerate(getattr(self.pack, kind)):
                yield (kind, at), mandate

    def benefits(self) -> Iterator[tuple[Way, Benefit]]:
        """Yield every benefit with the way to it."""
        for at, benefit in enumerate(self.pack.benefits):
            yield ("benefits", at), benefit

    def variables(self) -> dict[str, Variable]:
        """Return the variables by name."""
        return {variable.name: variable for variable in self.pack.facts}


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Propose the name that comes nearest, or list what there is."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return _("Did you mean %(name)s?") % {"name": near[0]}
    if names:
        return _("There are: %(names)s.") % {"names": ", ".join(names[:6])}
    return _("There is none yet.")
