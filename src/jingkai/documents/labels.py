"""What people read for the stable codes of the contract: roles, comparators, kinds of money, phrases, faults, steps."""

from __future__ import annotations

from collections.abc import Mapping

from jingkai.kernel.language import gettext as _


def _named(names: Mapping[str, str], code: str) -> str:
    return _(names[code]) if code in names else code


def _msgid(message: str) -> str:
    """Mark a message for translation; it is translated when it is shown."""
    return message


_ROLES = {
    "lead": _msgid("Lead"),
    "responsible": _msgid("Responsible"),
    "cooperating": _msgid("Cooperating"),
}
_LEVELS = {
    "national": _msgid("National"),
    "province": _msgid("Province"),
    "city": _msgid("City"),
    "county": _msgid("County"),
    "zone": _msgid("Development zone"),
    "": _msgid("Other"),
}
_COMPARATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "between": "–", "~": "≈"}
_MONEY = {
    "amount": _msgid("Sum"),
    "cap": _msgid("At most"),
    "floor": _msgid("At least"),
    "rate": _msgid("Share"),
    "match": _msgid("Match of another award"),
}
_FREQUENCIES = {"once": _msgid("once"), "yearly": _msgid("a year")}
_STEPS = {
    "read": _msgid("Open"),
    "repair": _msgid("Repair"),
    "parse": _msgid("Find the clauses"),
    "metadata": _msgid("Number and dates"),
    "extract": _msgid("Units, targets, money"),
    "store": _msgid("Compare with the library"),
}
_FAULTS = {
    "gap": _msgid("A number is missing"),
    "repeat": _msgid("A number is used twice"),
    "backwards": _msgid("The numbering runs backwards"),
    "mixed": _msgid("Two kinds of numbering are mixed"),
}
_GROUNDS = {
    "untouched": _msgid("as received"),
    "converted": _msgid("converted from traditional characters"),
    "repaired": _msgid("repaired"),
    "damaged": _msgid("looks damaged"),
    "shortened": _msgid("shortened"),
    "missing": _msgid("not there"),
}
_BLOCKS = {
    "front": _msgid("Front matter"),
    "number": _msgid("Number"),
    "title": _msgid("Title"),
    "enclosed_title": _msgid("Title of what is issued"),
    "addressee": _msgid("Addressee"),
    "notice": _msgid("Cover notice"),
    "signature": _msgid("Signature"),
    "date": _msgid("Date"),
    "note": _msgid("Note"),
    "copies_to": _msgid("Copies to"),
    "colophon": _msgid("Colophon"),
    "source": _msgid("Source"),
    "attachment_list": _msgid("List of attachments"),
}
_PHRASES = {
    "commitment": _msgid("Notification and commitment"),
    "deferral": _msgid("Deferred materials"),
    "build_first": _msgid("Build first, verify later"),
    "filing": _msgid("Filing"),
    "online": _msgid("Online application"),
    "one_stop": _msgid("One stop"),
    "one_visit": _msgid("One visit at most"),
    "one_matter": _msgid("One matter, one application"),
    "parallel": _msgid("Parallel approval"),
    "merging": _msgid("Several papers in one"),
    "agent": _msgid("Agent service"),
    "automatic": _msgid("Paid without application"),
    "regional_review": _msgid("Regional review"),
    "supervision": _msgid("Supervision during and after"),
    "negative_list": _msgid("Negative list"),
    "power_list": _msgid("List of powers"),
    "delegation": _msgid("Delegated powers"),
    "one_policy": _msgid("Terms agreed case by case"),
    "flexible_penalty": _msgid("First breach goes unpunished"),
    "tolerance": _msgid("Tolerance of honest mistakes"),
}


def role(code: str) -> str:
    """Name the part that a unit plays."""
    return _named(_ROLES, code)


def level(code: str) -> str:
    """Name the level of a unit or issuer."""
    return _named(_LEVELS, code)


def comparator(code: str) -> str:
    """Return the sign of a comparator."""
    return _COMPARATORS.get(code, code)


def money(code: str) -> str:
    """Name a kind of payment term."""
    return _named(_MONEY, code)


def frequency(code: str) -> str:
    """Say how often something is paid; nothing where the clause does not say."""
    return _named(_FREQUENCIES, code) if code else ""


def step(code: str) -> str:
    """Name a step of the reading."""
    return _named(_STEPS, code)


def fault(code: str) -> str:
    """Name a numbering fault."""
    return _named(_FAULTS, code)


def grounds(code: str) -> str:
    """Say on what a reading of a copy rests."""
    return _named(_GROUNDS, code)


def block(code: str) -> str:
    """Name a part of a document outside its clauses."""
    return _named(_BLOCKS, code)


def phrase(code: str) -> str:
    """Name a standing phrase of procedure."""
    return _named(_PHRASES, code)
