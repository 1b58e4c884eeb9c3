"""Read many files: in several processes, in the order given, so that no file can spoil another.

A file that cannot be read becomes an error *in its place* in the row of answers. Memory stays flat: only a few files
are under way at any time. A reader that dies (a crash in a library, no memory left) is found out and named.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from jingkai.cli.run import explained, unexpected
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.documents.record import Record

PARALLEL_FROM = 8
"""Files from which on several processes are worth their start, about a second each."""
_AHEAD = 4  # files under way a process

T = TypeVar("T")


def read_each(
    files: Sequence[Path], task: Callable[[Path], T], jobs: int | None = None
) -> Iterator[T | JingkaiError]:
    """Carry out ``task`` on every file, in order; ``jobs`` is the number of processes (default: one a core).

    ``task`` must be a function of a module, or a :func:`functools.partial` of one: it travels to other processes.
    """
    wanted = jobs or (_cores() if len(files) >= PARALLEL_FROM else 1)
    count = min(wanted, len(files))
    if count > 1:
        return _in_processes(files, task, count)
    return (attempt(task, path) for path in files)


def attempt(task: Callable[[Path], T], path: Path) -> T | JingkaiError:
    """Carry out a task on a file; hand an error back instead of raising it, under the name the file was given by."""
    try:
        return task(path)
    except JingkaiError as error:
        if error.place == path.name or error.place.startswith(f"{path.name}:"):
            error.place = f"{path}{error.place[len(path.name) :]}"
        return error
    except MemoryError:
        return JingkaiError(
            _("The file needs more memory than there is."), place=str(path), mend=_("Split the file.")
        )
    except OSError as error:
        return explained(error, str(path))
    except Exception as error:  # noqa: BLE001 - a fault of the program must not take the other files with it
        return unexpected(error, str(path))


def read_record(path: Path, encoding: str | None) -> Record:
    """Read one file into a record."""
    from jingkai.documents.pipeline import read_file

    return read_file(path, encoding=encoding)


def _cores() -> int:
    """Cores that this process may use, at most eight."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(allowed or 1, 8)


def _in_processes(files: Sequence[Path], task: Callable[[Path], T], count: int) -> Iterator[T | JingkaiError]:
    waiting = deque(files)
    under_way: deque[tuple[Path, Future[T | JingkaiError]]] = deque()
    pool = _pool(count)
    try:
        while waiting or under_way:
            while waiting and len(under_way) < _AHEAD * count:
                path = waiting.popleft()
                under_way.append((path, _submit(pool, task, path)))
            path, future = under_way.popleft()
            try:
                answer = future.result()
            except BrokenProcessPool:
                # One of the files under way ended its reader. Which one is known only when they are read apart:
                # this one now, in a process of its own, and the others again.
                pool.shutdown(wait=False, cancel_futures=True)
                answer = _apart(task, path)
                pool = _pool(count)
                waiting.extendleft(other for other, _future in reversed(under_way))
                under_way.clear()
            yield answer
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, task: Callable[[Path], T], path: Path) -> Future[T | JingkaiError]:
    try:
        return pool.submit(attempt, task, path)
    except BrokenProcessPool as error:
        broken: Future[T | JingkaiError] = Future()
        broken.set_exception(error)
        return broken


def _apart(task: Callable[[Path], T], path: Path) -> T | JingkaiError:
    with _pool(1) as pool:
        try:
            return pool.submit(attempt, task, path).result()
        except BrokenProcessPool:
            return JingkaiError(
                _("The reader stopped without an answer."),
                place=str(path),
                mend=_("Save the file again with the program it comes from, or hand it in as plain text."),
            )


def _pool(count: int) -> ProcessPoolExecutor:
    from multiprocessing import get_context

    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Let a reader end at once with Ctrl-C, without a word, and with its parent, however that ends."""
    import signal

    from jingkai.kernel import lifeline

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.environ[lifeline.VARIABLE] = str(os.getppid())
    lifeline.follow_parent()
