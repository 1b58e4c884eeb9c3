"""Work in the background: how it is watched and stopped, and how it ends for those who wait for it.

The tables of runs, of simulations and of imports keep their own states; what those who work on them have to do alike is here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

LOOK_EVERY = 0.5  # seconds between two looks at whether somebody wants it stopped

MOST_ATTEMPTS = 3
"""How often work is begun without coming to its end: the worker that dies of it would die again."""

Watch = Callable[[int], None]
"""Told how many per cent are done; raises :class:`StoppedError` where somebody wants it stopped."""


class StoppedError(Exception):
    """Somebody wants the work stopped."""


def watched(is_stopped: Callable[[], bool], show: Callable[[int], object]) -> Watch:
    """Return what shows the per cent that are done and stops the work; it looks and shows every half second at the most."""
    looked = [0.0]

    def watch(percent: int) -> None:
        if time.monotonic() - looked[0] < LOOK_EVERY:
            return
        looked[0] = time.monotonic()
        if is_stopped():
            raise StoppedError
        show(min(percent, 99))

    return watch


@contextmanager
def ending_in_words(
    fail: Callable[[str, str], object],
    hand_on: Callable[[], object],
    *,
    mend: str,
    expected: type[JingkaiError] = JingkaiError,
) -> Iterator[None]:
    """Let the work inside end in words, whatever happens to it.

    ``fail`` takes what was wrong and the mend: those of an ``expected`` error, or that it was our own fault with ``mend``,
    which is then raised, for the log. ``hand_on`` leaves the work to the next worker where this one is stopped: whoever
    stops the worker does not cancel the work. :class:`StoppedError` goes through.
    """
    try:
        yield
    except expected as error:
        fail(error.what, error.mend)
    except StoppedError:
        raise
    except (SystemExit, KeyboardInterrupt):
        hand_on()
        raise
    except Exception:
        fail(_("Something went wrong on our side."), mend)
        raise
