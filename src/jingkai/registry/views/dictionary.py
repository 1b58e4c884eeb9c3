"""The registers of variables and of the facts stated for them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.policy import Principal
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.periods import Period
from jingkai.registry import actions, selectors
from jingkai.registry.models.facts import PeriodRule, Source, SubjectKind, ValueType
from jingkai.registry.views.columns import Cell, Column, Look
from jingkai.registry.views.filters import Choice, Filter, Rows, by_state
from jingkai.registry.views.register import Register, Tab


def _range(row: Any) -> str:
    least, most = (f"{one.normalize():f}" if one is not None else "" for one in (row.least, row.most))
    if least and most:
        return gettext("%(least)s to %(most)s") % {"least": least, "most": most}
    if least:
        return gettext("at least %(least)s") % {"least": least}
    return gettext("at most %(most)s") % {"most": most} if most else ""


_SUBJECT = Column("subject", _("Kind of subject"), lambda row: row.get_subject_display(), sort="subject")
_TYPE = Column("type", _("Kind of value"), lambda row: row.get_type_display(), sort="type")
_UNIT = Column("unit", _("Unit of measure"), lambda row: row.unit, none_is_empty=True)
_PERIOD = Column("period", _("Period"), lambda row: row.get_period_display(), sort="period")
_RANGE = Column("range", _("Range"), _range, none_is_empty=True)
_NAME = Column("name", _("Name in programs"), lambda row: row.name, Look.CODE, sort="name")


def period_words(written: str) -> str:
    """Return a period in the reader's language; as it is stored where it is none."""
    try:
        return Period.read(written).words if written else ""
    except JingkaiError:
        return written


def _by_variable() -> Filter:
    def choices(rows: Rows) -> list[Choice]:
        found = rows.order_by().values_list("variable__name", "variable__label").distinct()
        return [Choice(name, label) for name, label in sorted(found, key=lambda one: one[1])]

    return Filter("variable", _("Variable"), choices, lambda rows, value: rows.filter(variable__name=value))


def _by_period() -> Filter:
    def choices(rows: Rows) -> list[Choice]:
        found = rows.exclude(period="").order_by("-period").values_list("period", flat=True).distinct()
        return [Choice(one, period_words(one)) for one in found]

    return Filter("period", _("Period"), choices, lambda rows, value: rows.filter(period=value))


def _by_subject() -> Filter:
    return Filter(
        "subject",
        _("Kind of subject"),
        lambda _rows: [Choice(value, label) for value, label in SubjectKind.choices],
        lambda rows, value: rows.filter(variable__subject=value),
    )


def _name_subjects(facts: list[Any]) -> None:
    """Fetch what the facts of a page are about, once for all of them."""
    found = selectors.subjects_of(facts)
    for fact in facts:
        fact.about = found.get(fact.subject)


def _about(fact: Any) -> str:
    return str(getattr(fact.about, "name", None) or fact.about or fact.subject)


def _facts_address(fact: Any) -> str:
    kind, _slash, key = fact.subject.partition("/")
    return reverse(f"registry:{kind}_facts", args=[key])


_VALUE_LOOKS = {
    ValueType.NUMBER: Look.NUMBER,
    ValueType.MONEY: Look.MONEY,
    ValueType.SHARE: Look.SHARE,
    ValueType.FLAG: Look.FLAG,
    ValueType.DAY: Look.DATE,
}


class _ValueColumn(Column):
    """The value of a fact, written as its variable asks."""

    __slots__ = ()

    def cell(self, row: Any, user: Principal | None = None) -> Cell:
        """Return the value with the look of its type."""
        look = _VALUE_LOOKS.get(ValueType(row.variable.type), Look.TEXT)
        unit = row.variable.unit if look is Look.NUMBER else ""
        return Cell(look=look, value=row.value, label=self.words, sub=unit)


FACTS = Register(
    name="fact",
    plural="facts",
    key="pk",
    icon="list-checks",
    words=_("Facts"),
    lead=_("What is stated about zones, parks, enterprises, projects and parcels, as it is known now."),
    counted=lambda total: ngettext("%(total)s fact", "%(total)s facts", total) % {"total": f"{total:,}"},
    rows=lambda user: selectors.facts(user).known(),
    view=actions.VIEW_FACTS,
    columns=(
        Column("about", _("About"), _about, sort="subject"),
        Column(
            "variable",
            _("Variable"),
            lambda row: str(row.variable),
            Look.LINK,
            sort="variable__label",
            url=lambda row, _user: row.variable.get_absolute_url(),
        ),
        Column(
            "period", _("Period"), lambda row: period_words(row.period), sort="period", none_is_empty=True
        ),
        _ValueColumn("value", _("Value stated"), lambda row: row.value, Look.NUMBER, sort="number"),
        Column(
            "unit",
            _("Unit of measure"),
            lambda row: row.variable.unit,
            none_is_empty=True,
            exported_only=True,
        ),
        Column("source", _("Source"), lambda row: row.get_source_display(), sort="source"),
        Column("recorded", _("Known since"), lambda row: row.recorded, Look.TIME, sort="recorded"),
        Column("valid_from", _("Holds from"), lambda row: row.valid_from, exported_only=True),
        Column("valid_to", _("Holds to"), lambda row: row.valid_to, exported_only=True),
        Column("source_words", _("Source in words"), lambda row: row.source_words, exported_only=True),
        Column("key", _("Key of the subject"), lambda row: row.subject, exported_only=True),
    ),
    search=("variable__label", "variable__english", "variable__name", "subject"),
    filters=(_by_subject(), _by_variable(), _by_period(), by_state("source", _("Source"), Source)),
    sort="-recorded",
    empty=_("Nothing is stated yet"),
    next_step=_("Open an enterprise, project or zone and state a fact about it, or import a table of facts."),
    address=_facts_address,
    prepare=_name_subjects,
    has_history=False,
)

VARIABLES = Register(
    name="variable",
    plural="variables",
    key="name",
    icon="braces",
    words=_("Variables"),
    lead=_(
        "The dictionary: what may be stated about whom, in which unit, for which period and in which range."
    ),
    counted=lambda total: (
        ngettext("%(total)s variable", "%(total)s variables", total) % {"total": f"{total:,}"}
    ),
    rows=selectors.variables,
    view=actions.VIEW_VARIABLES,
    columns=(
        Column("label", _("Variable"), str, sort="label"),
        _NAME,
        _SUBJECT,
        _TYPE,
        _UNIT,
        _PERIOD,
        _RANGE,
        Column("chinese", _("Chinese label"), lambda row: row.label, exported_only=True),
        Column("english", _("English label"), lambda row: row.english, exported_only=True),
        Column("definition", _("Definition"), lambda row: row.definition, exported_only=True),
        Column("provision", _("Clause"), lambda row: row.provision, none_is_empty=True, exported_only=True),
    ),
    search=("label", "english", "name", "definition"),
    filters=(
        by_state("subject", _("Kind of subject"), SubjectKind),
        by_state("type", _("Kind of value"), ValueType),
        by_state("period", _("Period"), PeriodRule),
    ),
    sort="label",
    empty=_("The dictionary is empty"),
    next_step=_("Whoever runs this installation loads the packs; the dictionary comes with them."),
    lines=(
        (
            _("Meaning"),
            (
                Column("definition", _("Definition"), lambda row: row.definition),
                Column("chinese", _("Chinese label"), lambda row: row.label),
                Column("english", _("English label"), lambda row: row.english),
            ),
        ),
        (
            _("What may be stated"),
            (
                _SUBJECT,
                _TYPE,
                _UNIT,
                _PERIOD,
                _RANGE,
                Column("choices", _("Choices"), lambda row: row.choices, Look.WORDS, none_is_empty=True),
            ),
        ),
    ),
    tabs=(Tab("facts", lambda: FACTS, lambda rows, variable: rows.filter(variable=variable)),),
    has_history=False,
)
