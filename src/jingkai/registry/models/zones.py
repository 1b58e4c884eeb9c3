"""Zones, the parks in them, and the units that answer for what policies ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.scopes import ScopeKind
from jingkai.registry import geometry
from jingkai.registry.models import checks


class ZoneLevel(models.TextChoices):
    """Who approved a zone."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")


class ZoneKind(models.TextChoices):
    """What a zone was approved as."""

    ECONOMIC = "economic", _("Economic and technological development zone")
    HIGH_TECH = "high_tech", _("High-tech industrial development zone")
    BONDED = "bonded", _("Area under special customs supervision")
    BORDER = "border", _("Border economic cooperation zone")
    OTHER = "other", _("Other development zone")


class Zone(ScopedModel):
    """A development zone 开发区. Empty text and ``NULL`` mean that the fact is not known here."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    level = models.CharField(_("zone level"), max_length=12, choices=ZoneLevel, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ZoneKind, default=ZoneKind.ECONOMIC)
    division = models.CharField(_("division code"), max_length=6, blank=True, validators=[checks.division])
    city = models.CharField(_("city or league"), max_length=60, blank=True)
    approved_year = models.PositiveSmallIntegerField(
        _("year of approval"), null=True, blank=True,
        validators=[MinValueValidator(checks.FIRST_YEAR), MaxValueValidator(checks.LAST_YEAR)],
    )  # fmt: skip
    area = models.DecimalField(
        _("approved area (km²)"), max_digits=12, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    industries = models.JSONField(
        _("leading industries"), default=list, blank=True, validators=[checks.words]
    )
    boundary = models.JSONField(_("boundary (GeoJSON)"), null=True, blank=True, validators=[checks.boundary])
    source = models.CharField(_("source"), max_length=200, blank=True)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[models.Manager[Zone]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "code"}

    class Meta:
        """By level, then name."""

        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:zone", args=[self.code])

    @property
    def subject_key(self) -> str:
        """What facts about it are kept under."""
        return f"zone/{self.code}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, the boundary as a plain geometry."""
        checks.in_one_form(self, boundary=geometry.boundary)
        super().clean_fields(exclude)


class Park(ScopedModel):
    """A park in a zone (一区多园)."""

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="parks", verbose_name=_("zone"))
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    area = models.DecimalField(
        _("area (km²)"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    industries = models.JSONField(
        _("leading industries"), default=list, blank=True, validators=[checks.words]
    )
    boundary = models.JSONField(_("boundary (GeoJSON)"), null=True, blank=True, validators=[checks.boundary])
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[models.Manager[Park]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.ZONE: "zone__code"}

    class Meta:
        """By zone, then name."""

        verbose_name = _("park")
        verbose_name_plural = _("parks")
        ordering = ["zone__name", "name"]
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="one_park_per_name_and_zone")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:park", args=[self.code])

    @property
    def subject_key(self) -> str:
        """What facts about it are kept under."""
        return f"park/{self.code}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, the boundary as a plain geometry."""
        checks.in_one_form(self, boundary=geometry.boundary)
        super().clean_fields(exclude)


class UnitLevel(models.TextChoices):
    """How high a unit stands (the words of the resolver in ``registry.units``)."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    ZONE = "zone", _("Development zone")


class Unit(ScopedModel):
    """A responsible unit 单位: whom a clause names, and who signs in for it.

    ``name`` is the canonical name of :func:`jingkai.registry.units.resolve`; ``aliases`` are further names that are
    accepted when it is looked up.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    level = models.CharField(_("level"), max_length=12, choices=UnitLevel, blank=True)
    family = models.CharField(_("kind of department"), max_length=60, blank=True, db_index=True)
    division = models.CharField(_("division code"), max_length=6, blank=True, validators=[checks.division])
    zone = models.ForeignKey(
        Zone, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("zone")
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True, validators=[checks.words])
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[models.Manager[Unit]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {ScopeKind.UNIT: "code", ScopeKind.ZONE: "zone__code"}

    class Meta:
        """By name."""

        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:unit", args=[self.code])

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, names as they are seen."""
        checks.in_one_form(self)
        super().clean_fields(exclude)
