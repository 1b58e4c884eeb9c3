"""What lies on the desks of the demo's people: things under way, brought there by the services that people use."""

from __future__ import annotations

import io
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.accounts.services import mark_read, notify
from jingkai.benefits.packs import policy_named
from jingkai.benefits.services import running
from jingkai.config.demo import sheets, simulated
from jingkai.config.demo.entitling import PACK
from jingkai.config.demo.world import SEED, ZONE_CODE, DemoWorld
from jingkai.documents import services as documents
from jingkai.documents import tasks as reading
from jingkai.documents.models import MoneyMention, Provision, Stage, TargetMention
from jingkai.kernel.language import msgid
from jingkai.portal.selectors.demo import PREFIX
from jingkai.portal.services import save_filter
from jingkai.registry.imports.tables import TABLES
from jingkai.registry.models import ImportRun, Zone
from jingkai.registry.services import importing

DRAFT = Path(__file__).parent / "draft_notice.txt"
"""A notice of the fictional zone, our own writing."""

LANGUAGE = "zh-hans"
BROKEN = f"青经管发〔2026〕4号扫描件（{sheets.LABEL}）.pdf"
_HALF_A_PDF = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0"
)

_FILTERS = (
    (Role.ZONE_LEADER, "在建项目", "registry:projects", "stage=building"),
    (Role.STATISTICIAN, "规上工业企业", "registry:enterprises", "above_scale=true"),
    (Role.CASE_OFFICER, "闲置宗地", "registry:parcels", "state=idle"),
    (Role.DECISION_MAKER, "已备案未开工", "registry:projects", "stage=filed"),
    (Role.REGION_SUPERVISOR, "闲置宗地", "registry:parcels", "state=idle"),
)


def lay_out(made: DemoWorld, seed: int = SEED) -> None:
    """Lay work on the desks of the demo's people. The sample documents should be in the library already."""
    hand_in_draft()
    _hand_in_what_cannot_be_read()
    _bring_in_progress(made, seed)
    _try_returns(made, seed)
    _begin_newcomers(made, seed)
    _keep_filters()
    _compute_for_everybody()
    simulated.simulate()
    _tell_of_clauses()


def hand_in_draft() -> None:
    """Hand in one more document, which waits for the policy officer's review."""
    from jingkai.documents.pipeline import read_file

    documents.ingest(read_file(DRAFT), content=DRAFT.read_bytes(), publish=False, fictional=True)


def _hand_in_what_cannot_be_read() -> None:
    """Hand in a file that was cut off on its way, and let it be read: it comes back with what to do."""
    with transaction.atomic():
        upload = reading.hand_in(ContentFile(_HALF_A_PDF, name=BROKEN), language=LANGUAGE)
        reading.process(upload.pk)


def _bring_in_progress(made: DemoWorld, seed: int) -> None:
    """A table that is in: its report can be looked at, and whoever handed it in was told."""
    run = _hand_in(sheets.PROGRESS, sheets.progress(made, seed), "projects", Role.WINDOW_CLERK)
    _try(run)
    with transaction.atomic():
        importing.begin_run(ImportRun.objects.get(pk=run.pk))
        importing.work_on(run.pk)


def _try_returns(made: DemoWorld, seed: int) -> None:
    """A table that was tried without writing: it waits for a look at its bad cells, and for a yes."""
    _try(_hand_in(sheets.RETURNS, sheets.returns(made, seed), "facts", Role.STATISTICIAN))


def _begin_newcomers(made: DemoWorld, seed: int) -> None:
    """A table whose columns are to be mapped."""
    _hand_in(sheets.NEWCOMERS, sheets.newcomers(made, seed), "enterprises", Role.CASE_OFFICER)


def _hand_in(name: str, content: bytes, table: str, role: Role) -> ImportRun:
    return importing.hand_in(
        File(io.BytesIO(content), name=name),
        table=TABLES[table],
        zone=Zone.objects.get(code=ZONE_CODE),
        user=_somebody(role),
        language=LANGUAGE,
    )


def _try(run: ImportRun) -> None:
    # The queue gets it as well, once this is committed, and finds nothing left to do.
    with transaction.atomic():
        importing.begin_check(run)
        importing.work_on(run.pk)


def _compute_for_everybody() -> None:
    """A run of today over everybody in the zone, as the policy officer has had it computed."""
    policy = policy_named(PACK)
    if policy is None:
        return
    run = running.start(
        Zone.objects.get(code=ZONE_CODE),
        policy,
        timezone.localdate(),
        owner=_somebody(Role.POLICY_OFFICER),
        language=LANGUAGE,
        queued=False,
    )
    running.work_on(run.pk)


def _keep_filters() -> None:
    for role, name, address, query in _FILTERS:
        save_filter(_somebody(role), name=name, address=f"{reverse(address)}?{query}")


def _tell_of_clauses() -> None:
    """Tell those of clauses whom no service tells yet; what they were welcomed with has been read."""
    targets = TargetMention.objects.filter(document__stage=Stage.PUBLISHED).select_related(
        "provision__document"
    )
    money = MoneyMention.objects.filter(document__stage=Stage.PUBLISHED).select_related("provision__document")
    for role in (Role.ZONE_LEADER, Role.STATISTICIAN, Role.REGION_SUPERVISOR):
        for target in targets.order_by("pk")[:1]:
            message = msgid("%(clause)s sets a target: %(heading)s")
            _tell(role, message, target.provision)
    for role in (Role.ENTERPRISE_MEMBER, Role.ENTERPRISE_ADMINISTRATOR, Role.WINDOW_CLERK, Role.PAYMASTER):
        for sum_ in money.order_by("pk")[:1]:
            message = msgid("%(clause)s speaks of money for enterprises: %(heading)s")
            _tell(role, message, sum_.provision)


def _tell(role: Role, message: str, clause: Provision) -> None:
    person = _somebody(role)
    mark_read(person)
    heading = clause.heading or clause.text[:24]
    notify(person, message, clause.get_absolute_url(), clause=str(clause), heading=heading)


def _somebody(role: Role) -> User:
    return User.objects.get(username=f"{PREFIX}{role}")
