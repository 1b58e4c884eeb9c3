"""Write the demo zone into an empty installation, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from jingkai.accounts import services as accounts
from jingkai.accounts.models import User
from jingkai.accounts.services import trail
from jingkai.config.demo import entitling, registering, stating, world
from jingkai.config.demo import people as cast
from jingkai.config.demo.beginning import BEGAN, Progress
from jingkai.documents import selectors as library
from jingkai.documents import services as documents
from jingkai.kernel import clock
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.ledger import services as ledger
from jingkai.policy.schema.pack import Pack
from jingkai.policy.selectors import installed
from jingkai.policy.services import record_packs
from jingkai.portal import selectors as portal_selectors
from jingkai.portal import services as portal
from jingkai.registry.models import Enterprise, Parcel, Project, Zone


def installation_is_empty() -> bool:
    """Whether nobody has an account here and nothing is registered."""
    return (
        not User.objects.exists()
        and not Zone.objects.filter(synthetic=True).exists()
        and not (Enterprise.objects.exists() or Project.objects.exists() or Parcel.objects.exists())
    )


@transaction.atomic
def build(seed: int = world.SEED, progress: Progress | None = None) -> world.DemoWorld:
    """Make the demo zone and mark the installation as a demo; return what was made.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` where anything real may be here already.
    """
    if portal_selectors.is_demo() or not installation_is_empty():
        raise JingkaiError(
            _(
                "There are accounts or enterprises here already: the demo zone is made in an empty installation only."
            ),
            mend=_("Point JINGKAI_DATA (or DATABASE_URL) to a new place and try again."),
        )
    tell = progress or _silent
    made = world.build_world(seed)
    portal.mark_as_demo()
    zone = registering.register_zone(made)
    parks = registering.register_parks(zone, made)
    registering.register_units(zone)
    enterprises = registering.register_enterprises(zone, parks, made, tell)
    registering.register_projects(zone, parks, enterprises, made, tell)
    registering.register_parcels(zone, parks, enterprises, made, tell)
    stating.state_figures(zone, made, tell)
    stating.state_what_benefits_ask(zone, made, seed, tell)
    stating.state_what_a_trial_asks(zone, made)
    with clock.telling(BEGAN):
        _make_people(made, tell)
        _record_packs()
        ledger.publish_head()
    return made


def load_samples(say: Callable[[str], None]) -> None:
    """Load the sample documents into an empty library; one that cannot be read is named and left out."""
    if library.library_is_empty():
        say(_("Loading sample documents …"))
        for name in documents.load_samples().failed:
            say(_("The sample %(name)s could not be loaded and was left out.") % {"name": name})


def _make_people(made: world.DemoWorld, tell: Progress) -> None:
    """Open the accounts. They have no password: a demo's sign-in page lets people in by name."""
    everybody = cast.people(entitling.employer(made).uscc)
    for number, person in enumerate(everybody, start=1):
        user = User(username=person.username, display_name=person.name)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        trail.record(
            user, "opened", actor=None, personal={"username": user.username, "name": user.display_name}
        )
        accounts.grant_role(user, person.role, person.scope, actor=None)
        accounts.notify(user, msgid("Welcome to the demo zone. Look around: nothing here is real."))
        tell(_("People"), number, len(everybody))
    for stand_in in cast.STAND_INS:
        user = User.objects.get(username=stand_in.username)
        day = timezone.localdate() + timedelta(days=stand_in.days)
        until = timezone.make_aware(datetime.combine(day, time.max))
        accounts.grant_role(user, stand_in.role, stand_in.scope, actor=None, until=until)


def _record_packs() -> None:
    """Put those packs on record whose documents were there already; later ones come when the product starts."""
    record_packs(one for one in installed() if one.loaded and _known_since(one.pack) <= BEGAN.date())


def _known_since(pack: Pack) -> date:
    return pack.document.adopted or pack.document.valid_from


def _silent(_what: str, _done: int, _total: int) -> None:
    pass
