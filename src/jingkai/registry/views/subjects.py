"""The registers of enterprises, projects and parcels."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jingkai.kernel import identifiers
from jingkai.registry import actions, industries, selectors
from jingkai.registry.forms import EnterpriseForm, ParcelForm, ProjectForm
from jingkai.registry.models.subjects import EnterpriseState, LandUse, ParcelState, ProjectStage
from jingkai.registry.views.columns import REMARK, Cell, Column, Look, Tone
from jingkai.registry.views.filters import by_flag, by_industry, by_park, by_state, by_zone
from jingkai.registry.views.places import BOUNDARY, CHANGED, address_for, park_column, zone_column
from jingkai.registry.views.register import Register, Tab

_UNDER_WAY = Tone("accent", "hammer")
_GOOD = Tone("good", "circle-check")
_RISK = Tone("risk", "circle-pause")
_PLAIN = Tone("", "circle")


def _industry(row: Any) -> str:
    return f"{row.industry} {industries.section_name(row.industry)}" if row.industry else ""


_INDUSTRY = Column("industry", _("Industry"), _industry, sort="industry")

_ENTERPRISE_STATE = Column(
    "state",
    _("State"),
    lambda row: row.get_state_display(),
    Look.BADGE,
    sort="state",
    tone_of=lambda row: row.state,
    tones={
        EnterpriseState.BUILDING: _UNDER_WAY,
        EnterpriseState.ACTIVE: _GOOD,
        EnterpriseState.SUSPENDED: _RISK,
        EnterpriseState.CLOSED: Tone("", "circle-off"),
    },
)
_CAPITAL = Column(
    "capital",
    _("Registered capital"),
    lambda row: row.registered_capital,
    Look.MONEY,
    sort="registered_capital",
)
_USCC = Column("uscc", _("Credit code"), lambda row: row.uscc, Look.CODE, sort="uscc")
_FOREIGN = Column("foreign", _("Foreign-invested"), lambda row: row.foreign, Look.FLAG)
_ABOVE_SCALE = Column("above_scale", _("Above designated size"), lambda row: row.above_scale, Look.FLAG)


def _enterprise_remarks(row: Any) -> list[str]:
    if identifiers.organisation_code_fits(row.uscc):
        return []
    return [
        gettext(
            "The organisation code within the credit code (characters 9 to 17) lacks its check character. "
            "Codes given out before 2015 may; compare it with the business licence."
        )
    ]


def enterprise_column() -> Column:
    """The enterprise of a row, with a link."""
    return Column(
        "enterprise",
        _("Enterprise"),
        lambda row: row.enterprise.name if row.enterprise_id else "",
        Look.LINK,
        sort="enterprise__name",
        url=lambda row, user: address_for(user, actions.VIEW_ENTERPRISES, row.enterprise),
        none_is_empty=True,
    )


ENTERPRISES: Register = Register(
    name="enterprise",
    plural="enterprises",
    key="uscc",
    icon="factory",
    words=_("Enterprises"),
    lead=_("Enterprises in the zones and parks within your scope, by their unified social credit code."),
    counted=lambda total: (
        ngettext("%(total)s enterprise", "%(total)s enterprises", total) % {"total": f"{total:,}"}
    ),
    rows=selectors.enterprises,
    view=actions.VIEW_ENTERPRISES,
    edit=actions.EDIT_ENTERPRISES,
    columns=(
        Column("name", _("Enterprise"), lambda row: row.name, sort="name"),
        _USCC,
        _INDUSTRY,
        park_column(),
        _CAPITAL,
        _ENTERPRISE_STATE,
        Column("zone", _("Zone"), lambda row: row.zone.name, exported_only=True),
        Column("foreign", _("Foreign-invested"), lambda row: row.foreign, exported_only=True),
        Column("above_scale", _("Above designated size"), lambda row: row.above_scale, exported_only=True),
        Column("founded", _("Founded"), lambda row: row.founded, exported_only=True),
        Column("address", _("Address"), lambda row: row.address, exported_only=True),
        REMARK,
    ),
    search=("name", "uscc"),
    filters=(
        by_zone(),
        by_park(),
        by_industry(),
        by_state("state", _("State"), EnterpriseState),
        by_flag("above_scale", _("Above designated size")),
        by_flag("foreign", _("Foreign-invested")),
    ),
    sort="name",
    empty=_("No enterprise yet"),
    next_step=_("Enter the first enterprise, or import the table you have."),
    new_words=_("Enter an enterprise"),
    form=EnterpriseForm,
    keeps_people=True,
    badge=_ENTERPRISE_STATE,
    lines=(
        (
            _("Registration"),
            (
                _USCC,
                _CAPITAL,
                Column("founded", _("Founded"), lambda row: row.founded, Look.DATE),
                Column("address", _("Address"), lambda row: row.address),
            ),
        ),
        (_("Business"), (_INDUSTRY, _FOREIGN, _ABOVE_SCALE)),
        (_("Place"), (zone_column(), park_column())),
        (_("Keeping"), (CHANGED,)),
    ),
    figures=lambda enterprise, user: [
        _CAPITAL.cell(enterprise),
        Cell(Look.NUMBER, selectors.projects(user).filter(enterprise=enterprise).count(), _("Projects")),
        Cell(Look.NUMBER, selectors.parcels(user).filter(enterprise=enterprise).count(), _("Parcels")),
    ],
    tabs=(
        Tab("projects", lambda: PROJECTS, lambda rows, enterprise: rows.filter(enterprise=enterprise)),
        Tab("parcels", lambda: PARCELS, lambda rows, enterprise: rows.filter(enterprise=enterprise)),
    ),
    has_facts=True,
    remarks=_enterprise_remarks,
)

_STAGE = Column(
    "stage",
    _("Stage"),
    lambda row: row.get_stage_display(),
    Look.BADGE,
    sort="stage",
    tone_of=lambda row: row.stage,
    tones={
        ProjectStage.PLANNED: _PLAIN,
        ProjectStage.FILED: Tone("", "file-check"),
        ProjectStage.BUILDING: _UNDER_WAY,
        ProjectStage.TRIAL: Tone("accent", "flask-conical"),
        ProjectStage.RUNNING: _GOOD,
        ProjectStage.ENDED: Tone("", "circle-off"),
    },
)
_INVESTMENT = Column(
    "investment", _("Total investment"), lambda row: row.investment, Look.MONEY, sort="investment"
)
_PROJECT_CODE = Column("code", _("Project code"), lambda row: row.code, Look.CODE, sort="code")

PROJECTS: Register = Register(
    name="project",
    plural="projects",
    key="code",
    icon="briefcase-business",
    words=_("Projects"),
    lead=_("Investment projects within your scope, by their project code."),
    counted=lambda total: (
        ngettext("%(total)s project", "%(total)s projects", total) % {"total": f"{total:,}"}
    ),
    rows=selectors.projects,
    view=actions.VIEW_PROJECTS,
    edit=actions.EDIT_PROJECTS,
    columns=(
        Column("name", _("Project"), lambda row: row.name, sort="name"),
        _PROJECT_CODE,
        enterprise_column(),
        _INDUSTRY,
        _INVESTMENT,
        _STAGE,
        Column("zone", _("Zone"), lambda row: row.zone.name, exported_only=True),
        Column("park", _("Park"), lambda row: row.park.name if row.park_id else "", exported_only=True),
        Column("started", _("Construction started"), lambda row: row.started, exported_only=True),
        Column("completed", _("Completed"), lambda row: row.completed, exported_only=True),
        REMARK,
    ),
    search=("name", "code", "enterprise__name"),
    filters=(by_zone(), by_park(), by_industry(), by_state("stage", _("Stage"), ProjectStage)),
    sort="name",
    empty=_("No project yet"),
    next_step=_("Enter the first project, or import the table you have."),
    new_words=_("Enter a project"),
    form=ProjectForm,
    badge=_STAGE,
    lines=(
        (_("Project"), (_PROJECT_CODE, enterprise_column(), _INDUSTRY, _INVESTMENT)),
        (
            _("Course"),
            (
                Column("started", _("Construction started"), lambda row: row.started, Look.DATE),
                Column("completed", _("Completed"), lambda row: row.completed, Look.DATE),
            ),
        ),
        (_("Place"), (zone_column(), park_column())),
        (_("Keeping"), (CHANGED,)),
    ),
    figures=lambda project, _user: [
        _INVESTMENT.cell(project),
        Cell(Look.DATE, project.started, _("Construction started")),
    ],
    has_facts=True,
)

_PARCEL_STATE = Column(
    "state",
    _("State"),
    lambda row: row.get_state_display(),
    Look.BADGE,
    sort="state",
    tone_of=lambda row: row.state,
    tones={
        ParcelState.RESERVED: _PLAIN,
        ParcelState.SUPPLIED: Tone("", "file-check"),
        ParcelState.BUILDING: _UNDER_WAY,
        ParcelState.BUILT: _GOOD,
        ParcelState.IDLE: _RISK,
    },
)
_AREA = Column("area", _("Area (m²)"), lambda row: row.area, Look.NUMBER, sort="area")
_USE = Column("use", _("Use"), lambda row: row.get_use_display(), sort="use")

PARCELS: Register = Register(
    name="parcel",
    plural="parcels",
    key="number",
    icon="land-plot",
    words=_("Parcels"),
    lead=_("Parcels of land within your scope: area, use, state and who holds them."),
    counted=lambda total: ngettext("%(total)s parcel", "%(total)s parcels", total) % {"total": f"{total:,}"},
    rows=selectors.parcels,
    view=actions.VIEW_PARCELS,
    edit=actions.EDIT_PARCELS,
    columns=(
        Column("number", _("Parcel"), lambda row: row.number, sort="number"),
        _USE,
        _AREA,
        enterprise_column(),
        park_column(),
        _PARCEL_STATE,
        Column("zone", _("Zone"), lambda row: row.zone.name, exported_only=True),
        REMARK,
    ),
    search=("number", "enterprise__name"),
    filters=(
        by_zone(),
        by_park(),
        by_state("use", _("Use"), LandUse),
        by_state("state", _("State"), ParcelState),
    ),
    sort="number",
    empty=_("No parcel yet"),
    next_step=_("Enter the first parcel, or import the table you have."),
    new_words=_("Enter a parcel"),
    form=ParcelForm,
    badge=_PARCEL_STATE,
    lines=(
        (_("Land"), (_USE, _AREA, BOUNDARY)),
        (_("Held by"), (enterprise_column(),)),
        (_("Place"), (zone_column(), park_column())),
        (_("Keeping"), (CHANGED,)),
    ),
    figures=lambda parcel, _user: [_AREA.cell(parcel), Cell(Look.TEXT, parcel.get_use_display(), _("Use"))],
    has_facts=True,
)
