"""Facts: dated, sourced values about subjects, and the dictionary of what may be stated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry.models.zones import Zone
from jingkai.registry.values import ValueRule


class SubjectKind(models.TextChoices):
    """What facts are about."""

    ZONE = "zone", _("Zone")
    PARK = "park", _("Park")
    ENTERPRISE = "enterprise", _("Enterprise")
    PROJECT = "project", _("Project")
    PARCEL = "parcel", _("Parcel")


class ValueType(models.TextChoices):
    """What kind of value a variable has."""

    NUMBER = "number", _("Plain number")
    MONEY = "money", _("Money")
    SHARE = "share", _("Share")
    FLAG = "flag", _("Yes or no")
    DAY = "day", _("Calendar date")
    TEXT = "text", _("Free text")
    CHOICE = "choice", _("Choice")


class PeriodRule(models.TextChoices):
    """Which periods a variable is stated for."""

    NONE = "none", _("Holds until changed")
    YEAR = "year", _("Once a year")
    HALF = "half", _("Half year")
    QUARTER = "quarter", _("Quarter")
    MONTH = "month", _("Month")
    DAY = "day", _("Day")


class Variable(models.Model):
    """What may be stated about a subject: name, Chinese label, type, unit and range."""

    name = models.SlugField(_("name"), max_length=80, unique=True)
    label = models.CharField(_("Chinese label"), max_length=80)
    english = models.CharField(_("English label"), max_length=120, blank=True)
    subject = models.CharField(_("kind of subject"), max_length=12, choices=SubjectKind)
    type = models.CharField(_("kind of value"), max_length=12, choices=ValueType)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    period = models.CharField(_("period"), max_length=12, choices=PeriodRule, default=PeriodRule.YEAR)
    least = models.DecimalField(_("least value"), max_digits=24, decimal_places=6, null=True, blank=True)
    most = models.DecimalField(_("greatest value"), max_digits=24, decimal_places=6, null=True, blank=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    provision = models.CharField(_("clause"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Variable]] = models.Manager()

    class Meta:
        """By subject, then name."""

        verbose_name = _("variable")
        verbose_name_plural = _("variables")
        ordering = ["subject", "name"]

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return self.label if chinese or not self.english else self.english

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:variable", args=[self.name])

    @property
    def rule(self) -> ValueRule:
        """What may be stated for it: reads and checks values and periods."""
        return ValueRule(
            name=self.name,
            label=str(self),
            type=self.type,
            unit=self.unit,
            least=self.least,
            most=self.most,
            choices=tuple(self.choices),
            period=self.period,
        )


class Source(models.TextChoices):
    """Who says so, from the one who says it of himself to the one who checked it."""

    ENTERPRISE = "enterprise", _("Stated by the enterprise")
    ZONE = "zone", _("Entered by the zone")
    UNIT = "unit", _("Given by another unit")
    IMPORT = "import", _("Imported")
    SYNTHETIC = "synthetic", _("Synthetic")


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts as they held and as they were known."""

    def known(self, at: object = None) -> FactQuerySet:
        """Return the rows that were known at a moment (``None``: now)."""
        if at is None:
            return self.filter(retired=None)
        return self.filter(models.Q(retired=None) | models.Q(retired__gt=at), recorded__lte=at)

    def valid(self, on: date) -> FactQuerySet:
        """Return the rows that hold on a day."""
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=on),
            models.Q(valid_to=None) | models.Q(valid_to__gte=on),
        )


class Fact(ScopedModel):
    """One value about one subject.

    Valid time (``valid_from`` to ``valid_to``, both included, ``NULL``: open) says when it holds, record time
    (``recorded`` until ``retired``) when it was known. A correction retires the old row and adds a new one: nothing
    is overwritten. An unknown value has no row. ``subject`` is the ``subject_key`` of what it is about: ``zone/qinglan``,
    ``enterprise/91150800…``; ``enterprise`` is the credit code of whom it belongs to (facts about their projects and
    parcels too), ``period`` the written form of :class:`jingkai.kernel.periods.Period`, "" where the variable has none.
    """

    variable = models.ForeignKey(Variable, models.PROTECT, related_name="facts", verbose_name=_("variable"))
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="facts", verbose_name=_("zone"))
    subject = models.CharField(_("what it is about"), max_length=60, db_index=True)
    enterprise = models.CharField(_("enterprise"), max_length=18, blank=True, db_index=True)
    period = models.CharField(_("period"), max_length=10, blank=True)
    number = models.DecimalField(_("figure"), max_digits=24, decimal_places=6, null=True)
    flag = models.BooleanField(_("yes or no"), null=True)
    day = models.DateField(_("date"), null=True)
    text = models.TextField(_("words stated"), blank=True)
    source = models.CharField(_("source"), max_length=12, choices=Source)
    source_words = models.CharField(_("source in words"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"), null=True)
    valid_to = models.DateField(_("valid to"), null=True)
    recorded = models.DateTimeField(_("recorded"), db_index=True)
    recorded_by = models.CharField(_("recorded by"), max_length=80, blank=True)
    retired = models.DateTimeField(_("retired"), null=True)

    objects: ClassVar[models.Manager[Fact]] = FactQuerySet.as_manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone__code",
        ScopeKind.ENTERPRISE: "enterprise",
    }

    class Meta:
        """Newest period first."""

        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["variable__name", "-period", "-recorded"]
        indexes = [models.Index(fields=["subject", "variable", "period"], name="fact_of_subject")]
        constraints = [
            models.UniqueConstraint(
                "variable",
                "subject",
                "period",
                Coalesce("valid_from", date.min),
                condition=models.Q(retired=None),
                name="one_known_value",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=False)
                | models.Q(flag__isnull=False)
                | models.Q(day__isnull=False)
                | ~models.Q(text=""),
                name="fact_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="fact_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variable} {self.subject} {self.period}".strip()

    @property
    def value(self) -> Decimal | bool | date | str | None:
        """The value in the type of its variable."""
        match self.variable.type:
            case ValueType.NUMBER | ValueType.MONEY | ValueType.SHARE:
                return self.number
            case ValueType.FLAG:
                return self.flag
            case ValueType.DAY:
                return self.day
            case _:
                return self.text or None
