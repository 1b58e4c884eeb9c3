"""Subjects of mandates: enterprises, their projects, and parcels of land."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from jingkai.accounts.models import ScopedModel
from jingkai.accounts.models.fields import SealedField
from jingkai.accounts.scopes import ScopeKind
from jingkai.kernel import identifiers
from jingkai.registry import geometry, industries
from jingkai.registry.models import checks
from jingkai.registry.models.zones import Park, Zone


class EnterpriseState(models.TextChoices):
    """Whether an enterprise does business."""

    BUILDING = "building", _("Being set up")
    ACTIVE = "active", _("In business")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Deregistered")


class Enterprise(ScopedModel):
    """An enterprise 企业, by its unified social credit code. People's names and phones are masked when shown.

    The person to talk to and their phone are sealed in the database and kept out of the history, so that erasing them
    leaves nothing behind.
    """

    uscc = models.CharField(
        _("unified social credit code"), max_length=18, unique=True, validators=[checks.uscc]
    )
    name = models.CharField(_("name"), max_length=160, db_index=True)
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="enterprises", verbose_name=_("zone"))
    park = models.ForeignKey(
        Park, models.PROTECT, null=True, blank=True, related_name="enterprises", verbose_name=_("park")
    )
    industry = models.CharField(
        _("industry (GB/T 4754)"), max_length=5, blank=True, db_index=True, validators=[checks.industry]
    )
    state = models.CharField(
        _("state"), max_length=12, choices=EnterpriseState, default=EnterpriseState.ACTIVE
    )
    foreign = models.BooleanField(_("foreign-invested"), null=True, blank=True)
    above_scale = models.BooleanField(_("industrial enterprise above designated size"), null=True, blank=True)
    registered_capital = models.DecimalField(
        _("registered capital (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    founded = models.DateField(_("founded"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    contact = SealedField(_("contact person"), blank=True, default="")
    phone = SealedField(_("phone"), blank=True, default="", validators=[checks.phone])
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords(excluded_fields=["contact", "phone"])
    objects: ClassVar[models.Manager[Enterprise]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone__code",
        ScopeKind.ENTERPRISE: "uscc",
    }
    personal_fields: ClassVar[dict[str, str]] = {
        "representative": "name",
        "contact": "name",
        "phone": "phone",
    }

    class Meta:
        """By name."""

        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:enterprise", args=[self.uscc])

    @property
    def subject_key(self) -> str:
        """What facts about it are kept under."""
        return f"enterprise/{self.uscc}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, codes in their one form."""
        checks.in_one_form(self, uscc=identifiers.uscc, industry=industries.industry, phone=identifiers.phone)
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Refuse a park of another zone."""
        super().clean()
        checks.park_in_zone(self.park, self.zone if self.zone_id else None)


class ProjectStage(models.TextChoices):
    """How far a project has come."""

    PLANNED = "planned", _("Planned")
    FILED = "filed", _("Filed")
    BUILDING = "building", _("Under construction")
    TRIAL = "trial", _("Trial production")
    RUNNING = "running", _("In production")
    ENDED = "ended", _("Ended")


class Project(ScopedModel):
    """An investment project 项目, by its project code."""

    code = models.CharField(_("project code"), max_length=24, unique=True, validators=[checks.project_code])
    name = models.CharField(_("name"), max_length=160)
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="projects", verbose_name=_("zone"))
    park = models.ForeignKey(
        Park, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("park")
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("enterprise"),
    )
    industry = models.CharField(
        _("industry (GB/T 4754)"), max_length=5, blank=True, validators=[checks.industry]
    )
    stage = models.CharField(
        _("project stage"), max_length=12, choices=ProjectStage, default=ProjectStage.PLANNED
    )
    investment = models.DecimalField(
        _("total investment (yuan)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    started = models.DateField(_("construction started"), null=True, blank=True)
    completed = models.DateField(_("completed"), null=True, blank=True)
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[models.Manager[Project]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone__code",
        ScopeKind.ENTERPRISE: "enterprise__uscc",
    }

    class Meta:
        """By name."""

        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:project", args=[self.code])

    @property
    def subject_key(self) -> str:
        """What facts about it are kept under."""
        return f"project/{self.code}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, codes in their one form."""
        checks.in_one_form(self, code=identifiers.project_code, industry=industries.industry)
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Refuse a park of another zone, and an end before the beginning."""
        super().clean()
        checks.park_in_zone(self.park, self.zone if self.zone_id else None)
        if self.started and self.completed and self.completed < self.started:
            raise ValidationError(
                {
                    "completed": gettext(
                        "The project cannot be completed before %(day)s, when construction started."
                    )
                    % {"day": self.started.isoformat()}
                }
            )


class LandUse(models.TextChoices):
    """What a parcel may be used for (the classes that occur in zones)."""

    INDUSTRY = "industry", _("Industrial land")
    STORAGE = "storage", _("Logistics and storage land")
    RESEARCH = "research", _("Research land")
    COMMERCE = "commerce", _("Commercial and service land")
    HOUSING = "housing", _("Residential land")
    PUBLIC = "public", _("Public administration and service land")
    UTILITY = "utility", _("Utility land")
    GREEN = "green", _("Green and open space")
    OTHER = "other", _("Other land")


class ParcelState(models.TextChoices):
    """What has become of a parcel."""

    RESERVED = "reserved", _("In reserve")
    SUPPLIED = "supplied", _("Supplied")
    BUILDING = "building", _("Under construction")
    BUILT = "built", _("Built on")
    IDLE = "idle", _("Idle")


class Parcel(ScopedModel):
    """A parcel of land 宗地, by its number within the zone."""

    number = models.CharField(_("parcel number"), max_length=40, unique=True, validators=[checks.addressable])
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="parcels", verbose_name=_("zone"))
    park = models.ForeignKey(
        Park, models.PROTECT, null=True, blank=True, related_name="parcels", verbose_name=_("park")
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parcels",
        verbose_name=_("enterprise"),
    )
    area = models.DecimalField(
        _("area (m²)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    use = models.CharField(_("use"), max_length=12, choices=LandUse)
    state = models.CharField(_("state"), max_length=12, choices=ParcelState, default=ParcelState.RESERVED)
    boundary = models.JSONField(_("boundary (GeoJSON)"), null=True, blank=True, validators=[checks.boundary])
    synthetic = models.BooleanField(_("synthetic"), default=False)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    history = HistoricalRecords()
    objects: ClassVar[models.Manager[Parcel]] = models.Manager()
    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {
        ScopeKind.ZONE: "zone__code",
        ScopeKind.ENTERPRISE: "enterprise__uscc",
    }

    class Meta:
        """By number."""

        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("registry:parcel", args=[self.number])

    @property
    def subject_key(self) -> str:
        """What facts about it are kept under."""
        return f"parcel/{self.number}"

    def clean_fields(self, exclude: Any = None) -> None:
        """Check the fields, the boundary as a plain geometry."""
        checks.in_one_form(self, boundary=geometry.boundary)
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Refuse a park of another zone."""
        super().clean()
        checks.park_in_zone(self.park, self.zone if self.zone_id else None)
