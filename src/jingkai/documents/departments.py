"""Departments across levels: 自治区财政厅, 市财政局 and 财政部 are one department."""

from __future__ import annotations

import re

# What stands for "department" at the end of a local name, where the rest is a subject by itself: 财政|局, 发展改革|委.
_HEAD = re.compile(r"(?<![分总])[厅局]$|(?<=^.{4})委$")


def family_of(unit: str) -> str:
    """Return the key of the department that a unit is, ``""`` for governments, companies and unknown ones.

    >>> family_of("市财政局") == family_of("自治区财政厅") != ""
    True
    """
    from jingkai.registry.units import resolve

    found = resolve(unit)
    return found.family if found else ""


def department_name(family: str) -> str:
    """Name a department by its subject, whatever the level; an unknown key is returned as it is.

    >>> department_name("finance")
    '财政部门'
    """
    from jingkai.registry.lexicon import lexicon

    found = lexicon().families.get(family)
    if found is None:
        return family
    name = found.city or found.province
    if not name:
        return found.national[0] if found.national else family
    return _HEAD.sub("部门", name)
