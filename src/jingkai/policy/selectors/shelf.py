"""The packs that are installed, read from their folders; a folder is read again as soon as one of its files changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jingkai.accounts.policy import Principal, may
from jingkai.documents import selectors as documents
from jingkai.policy.actions import READ_DRAFTS
from jingkai.policy.faults import Fault, PackFaults
from jingkai.policy.loading import LoadedPack, load_pack
from jingkai.policy.schema.pack import Pack
from jingkai.registry.packs import packs_folder


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack of the packs folder: ``jurisdiction`` and ``name`` are its folders.

    ``loaded`` is ``None`` where it cannot be used; ``faults`` then say why.
    """

    jurisdiction: str
    name: str
    loaded: LoadedPack | None
    faults: tuple[Fault, ...] = ()

    @property
    def pack(self) -> Pack:
        """What it says. Raises :class:`ValueError` where it cannot be used."""
        if self.loaded is None:
            raise ValueError(f"the pack {self.jurisdiction}/{self.name} cannot be used")
        return self.loaded.pack

    @property
    def digest(self) -> str:
        """The version of its rules."""
        return self.loaded.digest if self.loaded else ""

    @property
    def draft(self) -> bool:
        """Whether nobody has reviewed it; one that cannot be used counts as a draft."""
        return self.loaded is None or self.loaded.pack.document.status == "draft"


_Signature = tuple[tuple[str, int, int], ...]
_read: dict[Path, tuple[_Signature, Installed]] = {}


def installed(folder: Path | None = None) -> list[Installed]:
    """Return every pack of the packs folder, by jurisdiction and name."""
    root = folder or packs_folder()
    return [_installed(path.parent) for path in sorted(root.glob("*/*/document.yaml"))]


def _installed(folder: Path) -> Installed:
    signature = tuple(
        (str(path.relative_to(folder)), stat.st_mtime_ns, stat.st_size)
        for path in sorted(folder.rglob("*.yaml"))
        if (stat := path.stat())
    )
    known = _read.get(folder)
    if known is not None and known[0] == signature:
        return known[1]
    jurisdiction, name = folder.parent.name, folder.name
    try:
        found = Installed(jurisdiction, name, load_pack(folder))
    except PackFaults as error:
        found = Installed(jurisdiction, name, None, error.faults)
    _read[folder] = (signature, found)
    return found


def readable_packs(user: Principal) -> list[Installed]:
    """Return the packs that ``user`` may read: reviewed ones, and drafts for those who may see them.

    A fictional pack belongs to the demo: it is there as long as its document is in the library.
    """
    found = [one for one in installed() if not one.draft or may(user, READ_DRAFTS)]
    fictional = {one.pack.document.number for one in found if one.loaded and one.pack.document.fictional}
    among = documents.readable(user).filter(number__in=fictional)
    there = set(among.values_list("number", flat=True)) if fictional else set()
    return [one for one in found if not one.loaded or one.pack.document.number not in fictional - there]


def readable_pack(user: Principal, jurisdiction: str, name: str) -> Installed | None:
    """Return one pack that ``user`` may read and that can be used, ``None`` where there is none."""
    return next(
        (
            one
            for one in readable_packs(user)
            if (one.jurisdiction, one.name) == (jurisdiction, name) and one.loaded
        ),
        None,
    )
