"""The sections of the site in the order people look for them, and where a page lies among them.

A section is named by its address. Which path that is, and who may go there, :mod:`jingkai.portal.selectors.menu` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


@dataclass(frozen=True, slots=True)
class Section:
    """A place people go to from anywhere.

    ``address`` is the name of its address, ``message`` and ``help`` are message ids, ``beside`` names further paths
    whose pages belong to it though they do not lie below it; what lies below a section that stands ``alone`` does not
    belong to it. ``path`` is known in a menu; ``""`` before that.
    """

    address: str
    message: str
    icon: str
    help: str = ""
    beside: tuple[str, ...] = ()
    alone: bool = False
    path: str = ""

    @property
    def words(self) -> str:
        """The section's name in the reader's language."""
        return _(self.message)

    @property
    def explanation(self) -> str:
        """What is found there, in the reader's language."""
        return _(self.help) if self.help else ""

    def holds(self, path: str) -> int:
        """How many characters of ``path`` lead into this section; 0 where the page lies elsewhere."""
        if path == self.path:
            return len(path)
        above = self.beside if self.alone or self.path == "/" else (self.path, *self.beside)
        return max((len(start) for start in above if start and path.startswith(start)), default=0)


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that belong together."""

    name: str
    message: str
    icon: str
    sections: tuple[Section, ...]
    personal: bool = False
    """Whether it is reached from the menu of the person rather than from the main one."""

    @property
    def words(self) -> str:
        """The group's name in the reader's language."""
        return _(self.message)


GROUPS = (
    Group(
        "home",
        msgid("Home"),
        "house",
        (Section("portal:home", msgid("Home"), "house", msgid("What matters today")),),
    ),
    Group(
        "inbox",
        msgid("Inbox"),
        "inbox",
        (
            Section("portal:inbox", msgid("Waiting for me"), "inbox", msgid("Everything that waits for you")),
            Section("accounts:notifications", msgid("Notifications"), "bell", msgid("What you were told")),
        ),
    ),
    Group(
        "policies",
        msgid("Policy library"),
        "library-big",
        (
            Section(
                "documents:library",
                msgid("Documents"),
                "library-big",
                msgid("Every document, clause by clause"),
            ),
            Section(
                "policy:packs",
                msgid("Policy packs"),
                "package-check",
                msgid("What documents command, as data held against their text"),
            ),
            Section(
                "documents:units",
                msgid("Responsible units"),
                "building-2",
                msgid("Who is made responsible for what"),
                ("/departments/",),
            ),
            Section("documents:targets", msgid("Targets"), "target", msgid("Every figure to be reached")),
            Section(
                "documents:compare",
                msgid("Compare"),
                "git-compare-arrows",
                msgid("Which clause answers to which clause above"),
            ),
            Section(
                "documents:uploads", msgid("Upload"), "upload", msgid("Hand documents in as you have them")
            ),
        ),
    ),
    Group(
        "benefits",
        msgid("Benefits"),
        "hand-coins",
        (
            Section(
                "benefits:enterprises",
                msgid("Entitlements"),
                "hand-coins",
                msgid("What an enterprise can get, and why"),
            ),
            Section(
                "benefits:claims",
                msgid("Benefit claims"),
                "list-checks",
                msgid("Every claim, from being found to being paid"),
                ("/benefits/terms/",),
            ),
            Section(
                "benefits:runs",
                msgid("Everybody at once"),
                "layers",
                msgid("What the rules give the whole zone"),
            ),
            Section(
                "benefits:simulations",
                msgid("Simulations"),
                "flask-conical",
                msgid("What a policy would cost with other figures"),
            ),
            Section(
                "benefits:agreements",
                msgid("Agreements"),
                "handshake",
                msgid("What was agreed with single enterprises"),
            ),
            Section(
                "benefits:published",
                msgid("Published for objections"),
                "megaphone",
                msgid("Claims that anybody may object to"),
            ),
            Section(
                "benefits:guide",
                msgid("Guide to benefits"),
                "book-open-text",
                msgid("Who gets what, by which clause"),
            ),
            Section(
                "benefits:calculator",
                msgid("Calculator"),
                "calculator",
                msgid("A few questions, no account"),
            ),
        ),
    ),
    Group(
        "money",
        msgid("Funds"),
        "wallet",
        (
            Section(
                "benefits:money",
                msgid("Money on its way"),
                "waypoints",
                msgid("From the clause to the account"),
            ),
            Section(
                "benefits:fulfilment",
                msgid("Fulfilment"),
                "percent",
                msgid("How much of what is due has been paid"),
            ),
            Section(
                "benefits:budgets",
                msgid("Budgets"),
                "piggy-bank",
                msgid("What was granted, what is bound, what is left"),
            ),
            Section(
                "benefits:batches",
                msgid("Payment batches"),
                "files",
                msgid("What went to the treasury, and what the bank answered"),
            ),
        ),
    ),
    Group(
        "registry",
        msgid("Registry"),
        "factory",
        (
            Section(
                "registry:enterprises", msgid("Enterprises"), "factory", msgid("Enterprises of the zone")
            ),
            Section(
                "registry:projects", msgid("Projects"), "briefcase-business", msgid("Investment projects")
            ),
            Section("registry:parcels", msgid("Parcels"), "land-plot", msgid("Land, its use and its state")),
            Section(
                "registry:facts",
                msgid("Facts"),
                "list-checks",
                msgid("What is stated, and since when it is known"),
            ),
            Section(
                "registry:zones",
                msgid("Zones and parks"),
                "map",
                msgid("Zones and the parks in them"),
                ("/registry/parks/",),
            ),
            Section(
                "registry:units", msgid("Units"), "landmark", msgid("Units, their levels and other names")
            ),
            Section(
                "registry:catalogue",
                msgid("Catalogue of zones"),
                "map-pinned",
                msgid("The public catalogue of development zones"),
            ),
            Section("registry:variables", msgid("Variables"), "braces", msgid("The dictionary of facts")),
            Section(
                "registry:imports", msgid("Imports"), "file-input", msgid("Bring tables in, checked first")
            ),
        ),
    ),
    Group(
        "ledger",
        msgid("Ledger"),
        "scroll-text",
        (
            Section(
                "ledger:heads", msgid("Signed heads"), "shield-check", msgid("Proof that nothing was bent")
            ),
            Section("ledger:entries", msgid("Entries"), "scroll-text", msgid("What happened, in order")),
        ),
    ),
    Group(
        "administration",
        msgid("Administration"),
        "settings-2",
        (
            Section("accounts:people", msgid("Accounts"), "users-round", msgid("Who may do what, and where")),
            Section(
                "accounts:trail",
                msgid("Trail of accounts"),
                "file-clock",
                msgid("What was done with accounts"),
            ),
        ),
    ),
    Group(
        "person",
        msgid("My account"),
        "circle-user-round",
        (
            Section(
                "accounts:own",
                msgid("My account"),
                "user-round",
                msgid("Roles, safety, recent sign-ins"),
                ("/accounts/enterprises/",),
                alone=True,
            ),
            Section("account_change_password", msgid("Password"), "key-round"),
            Section(
                "mfa_index", msgid("Second factor"), "shield-check", msgid("A code of your phone as well")
            ),
            Section("accounts:tokens", msgid("Tokens for programs"), "terminal"),
            Section(
                "api_reference",
                msgid("Interface for programs"),
                "braces",
                msgid("How programs ask this site"),
            ),
        ),
        personal=True,
    ),
)
"""Every group, in the order of the menu. A group of which somebody may see nothing is not shown."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The navigation as one person sees it on one page: where they may go, and where the page lies in it."""

    groups: tuple[Group, ...]
    group: Group | None
    section: Section | None

    def sections(self) -> Iterator[Section]:
        """Every section of it."""
        for group in self.groups:
            yield from group.sections


def menu_at(path: str, groups: tuple[Group, ...]) -> Menu:
    """Return the menu of these groups on the page at ``path``: it lies in the section that leads furthest to it."""
    places = ((section.holds(path), group, section) for group in groups for section in group.sections)
    reach, group, section = max(places, key=lambda place: place[0], default=(0, None, None))
    return Menu(groups, group, section) if reach else Menu(groups, None, None)
