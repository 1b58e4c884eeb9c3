"""Scopes: where a role holds. An object says where it lies (:class:`Place`), a scope says what it covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _


class ScopeKind(StrEnum):
    """How wide a scope is."""

    ENTERPRISE = "enterprise"
    UNIT = "unit"
    ZONE = "zone"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an object lies: codes of the zones and units and the credit codes of the enterprises it belongs to.

    What belongs to nobody (an empty place) is covered by :attr:`ScopeKind.EVERYTHING` alone.
    """

    zones: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    enterprises: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *, zone: str = "", unit: str = "", enterprise: str = "") -> Place:
        """Return the place of an object that belongs to at most one of each."""
        return cls(frozenset({zone} - {""}), frozenset({unit} - {""}), frozenset({enterprise} - {""}))


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """A part of the world: one zone, unit or enterprise by its code, or everything (then ``key`` is empty).

    Written ``zone:qinglan``, ``enterprise:91150800…`` or ``everything``.
    """

    kind: ScopeKind
    key: str = ""

    def __post_init__(self) -> None:
        if (self.kind is ScopeKind.EVERYTHING) != (not self.key):
            raise JingkaiError(
                _("A scope names one zone, unit or enterprise, or it is everything."),
                place=f"{self.kind}:{self.key}",
                mend=_("Write zone:CODE, unit:CODE, enterprise:CODE or everything."),
            )

    @classmethod
    def read(cls, written: str) -> Scope:
        """Read a scope as it is written. Raises :class:`~jingkai.kernel.errors.JingkaiError` for anything else."""
        kind, _colon, key = written.partition(":")
        try:
            return cls(ScopeKind(kind), key)
        except ValueError:
            raise JingkaiError(
                _("“%(kind)s” is no kind of scope.") % {"kind": kind},
                place=written,
                mend=_("Write zone:CODE, unit:CODE, enterprise:CODE or everything."),
            ) from None

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @property
    def words(self) -> str:
        """The scope in the reader's language: “zone qinglan”, “everywhere”."""
        match self.kind:
            case ScopeKind.EVERYTHING:
                return _("everywhere")
            case ScopeKind.ZONE:
                return _("zone %(key)s") % {"key": self.key}
            case ScopeKind.UNIT:
                return _("unit %(key)s") % {"key": self.key}
            case ScopeKind.ENTERPRISE:
                return _("enterprise %(key)s") % {"key": self.key}

    def covers(self, place: Place) -> bool:
        """Whether an object at ``place`` lies in this scope."""
        match self.kind:
            case ScopeKind.EVERYTHING:
                return True
            case ScopeKind.ZONE:
                return self.key in place.zones
            case ScopeKind.UNIT:
                return self.key in place.units
            case ScopeKind.ENTERPRISE:
                return self.key in place.enterprises


EVERYTHING = Scope(ScopeKind.EVERYTHING)
