"""What axe finds wrong with a page: serious and critical faults, asked for as cheaply as it goes.

Of six pages, axe took 0.9 s each when asked for everything, half of that for violations alone with its script put into
the page once; four fifths of it are contrasts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
"""All that the dark can change: it has other colours, and the same words and places."""

_RUN = "async options => (await axe.run(document, options)).violations"


@cache
def _script() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return str(Axe().axe_script)


def faults(
    page: Any, rules: dict[str, Any] = WCAG, *, colours: bool = True
) -> list[tuple[str, str, list[Any]]]:
    """Return name, impact and the first places of each fault that is serious or critical.

    Without ``colours`` contrasts are left out: for a page that was looked at in the same colours before.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())
    without = {} if colours else {name: {"enabled": False} for name in COLOURS["values"]}
    found = page.evaluate(_RUN, {"runOnly": rules, "rules": without, "resultTypes": ["violations"]})
    return [
        (fault["id"], fault["impact"], [node["target"] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]
