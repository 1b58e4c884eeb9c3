"""Ask every slice the same question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

_PACKAGE = "jingkai."


@lru_cache(maxsize=8)
def answers_of(question: str) -> tuple[Callable[..., Any], ...]:
    """Return the function of this name in the ``selectors`` of every installed slice that has it, top slice last."""
    return tuple(_answers(question))


def _answers(question: str) -> Iterator[Callable[..., Any]]:
    for app in apps.get_app_configs():
        if app.name.startswith(_PACKAGE) and app.label != "portal" and find_spec(f"{app.name}.selectors"):
            answer = getattr(import_module(f"{app.name}.selectors"), question, None)
            if answer is not None:
                yield answer
