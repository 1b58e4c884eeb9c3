"""Tables of the library.

A :class:`Document` holds the text that was established from its :class:`Witness` rows; provisions and what was read
out of them have tables of their own, so that pages can ask over all documents. What only one document's own pages
need (repairs, flags, blocks) stays in the record of its :class:`Edition`.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.documents.pinpoint import short_name


class IssuerLevel(models.TextChoices):
    """How high the issuer stands."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    ZONE = "zone", _("Development zone")


class Force(models.TextChoices):
    """What the document's own page says about its force."""

    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    DRAFT = "draft", _("Draft for comment")


class Stage(models.TextChoices):
    """Whether somebody has looked at what was read."""

    DRAFT = "draft", _("To be reviewed")
    PUBLISHED = "published", _("Published")


class Document(models.Model):
    """One normative document. Empty text and ``NULL`` mean: the document does not say."""

    number = models.CharField(_("number"), max_length=80, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    wrapper = models.CharField(_("title of the cover notice"), max_length=400, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True, db_index=True)
    level = models.CharField(_("level"), max_length=12, blank=True, choices=IssuerLevel)
    division = models.CharField(_("division code"), max_length=6, blank=True)
    adopted = models.DateField(_("adopted"), null=True, db_index=True)
    printed = models.DateField(_("printed"), null=True)
    approval = models.CharField(_("approval"), max_length=200, blank=True)
    type = models.CharField(_("type"), max_length=20, blank=True, db_index=True)
    index_number = models.CharField(_("index number"), max_length=80, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    force = models.CharField(_("force"), max_length=12, blank=True, choices=Force)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.DRAFT, db_index=True)
    fictional = models.BooleanField(_("fictional sample"), default=False)
    corrected = models.JSONField(_("corrected by a reviewer"), default=list)
    entered = models.DateTimeField(_("entered"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[models.Manager[Document]] = models.Manager()

    class Meta:
        """Newest first."""

        verbose_name = _("document")
        ordering = ["-adopted", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="one_document_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.number or self.title or f"#{self.pk}"

    @property
    def name(self) -> str:
        """Title, else number."""
        return self.title or self.number or gettext("Untitled document %(number)d") % {"number": self.pk or 0}

    def get_absolute_url(self) -> str:
        """Address of the reading page."""
        return reverse("documents:document", args=[self.pk])


class Edition(models.Model):
    """The text that was established from a document's witnesses, and the whole record behind it.

    It has a table of its own so that no list drags it along: a record weighs megabytes.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="edition")
    text = models.TextField(_("text"))
    record = models.JSONField(_("record"))

    objects: ClassVar[models.Manager[Edition]] = models.Manager()

    class Meta:
        """One a document."""

        verbose_name = _("edition")

    def __str__(self) -> str:
        return str(self.document)


class ReceivedFiles(FileSystemStorage):
    """Where received files lie: outside everything the web server hands out, readable for their owner only."""

    @property
    def base_location(self) -> str:
        """The folder as the settings say now."""
        return str(settings.RECEIVED_FILES)

    @property
    def location(self) -> str:
        """The folder with its full path."""
        return str(Path(self.base_location).absolute())


def received_files() -> FileSystemStorage:
    """Return the storage of received files; nothing in it has an address."""
    return ReceivedFiles(base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)


def random_name(instance: models.Model, filename: str) -> str:
    """Return a name that says nothing about the file and cannot lead out of the folder; keep a plain ending."""
    ending = Path(filename).suffix.lower()
    safe = ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= 6 else ""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}{safe}"


class Witness(models.Model):
    """One copy of a document as received."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="witnesses")
    source = models.CharField(_("file"), max_length=255)
    media = models.CharField(_("format"), max_length=8)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    file = models.FileField(storage=received_files, upload_to=random_name, blank=True)
    received = models.TextField(_("text as received"))
    reading = models.JSONField(_("reading"))
    repair_count = models.PositiveIntegerField(_("repairs"), default=0)
    flag_count = models.PositiveIntegerField(_("flags"), default=0)
    entered = models.DateTimeField(_("entered"), auto_now_add=True)

    objects: ClassVar[models.Manager[Witness]] = models.Manager()

    class Meta:
        """In the order they came."""

        verbose_name = _("witness")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.source

    def get_absolute_url(self) -> str:
        """Address of the page that shows this copy alone."""
        return reverse("documents:witness", args=[self.document_id, self.pk])


class Provision(models.Model):
    """A node of a document's tree; ``key`` is the id that citations use."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="provisions")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    key = models.CharField(max_length=120)
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    label = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    depth = models.PositiveSmallIntegerField()
    label_start = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    inferred = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Provision]] = models.Manager()

    class Meta:
        """In reading order."""

        verbose_name = _("provision")
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="one_provision_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.pinpoint}"

    @cached_property
    def pinpoint(self) -> str:
        """How people cite it within its document: 第11条."""
        return short_name(self.key, self.label, self.kind)

    def get_absolute_url(self) -> str:
        """Address of the provision within the reading page."""
        return f"{reverse('documents:document', args=[self.document_id])}#{self.key}"


class Mention(models.Model):
    """What every mention has: its place in the provision's text and the words that stand there."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()

    class Meta:
        """In reading order."""

        abstract = True
        ordering = ["provision", "start"]


class UnitMention(Mention):
    """A responsible unit; ``words`` as written, ``canonical`` as meant, ``family`` the department over all levels."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="unit_mentions")
    canonical = models.CharField(max_length=120, db_index=True)
    role = models.CharField(max_length=12)
    level = models.CharField(max_length=12, blank=True)
    family = models.CharField(max_length=40, blank=True, db_index=True)
    group = models.PositiveSmallIntegerField(default=0)
    open_list = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[UnitMention]] = models.Manager()

    class Meta(Mention.Meta):
        """In reading order."""

        verbose_name = _("responsible unit")


class TargetMention(Mention):
    """A figure to be reached."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="target_mentions")
    indicator = models.CharField(max_length=200)
    comparator = models.CharField(max_length=8)
    value = models.DecimalField(max_digits=30, decimal_places=8)
    high = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.CharField(max_length=200, blank=True)
    deadline = models.CharField(max_length=80, blank=True)
    scope = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[TargetMention]] = models.Manager()

    class Meta(Mention.Meta):
        """In reading order."""

        verbose_name = _("target")


class MoneyMention(Mention):
    """A term of payment."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="money_mentions")
    kind = models.CharField(max_length=8)
    yuan = models.DecimalField(max_digits=24, decimal_places=2, null=True)
    rate = models.DecimalField(max_digits=16, decimal_places=8, null=True)
    base = models.CharField(max_length=200, blank=True)
    frequency = models.CharField(max_length=12, blank=True)
    currency = models.CharField(max_length=3, default="CNY")

    objects: ClassVar[models.Manager[MoneyMention]] = models.Manager()

    class Meta(Mention.Meta):
        """In reading order."""

        verbose_name = _("money")


class Citation(Mention):
    """A reference to another document, and that document where the library has it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    title = models.CharField(max_length=400, blank=True)
    number = models.CharField(max_length=80, blank=True, db_index=True)
    enacted = models.BooleanField(default=True)
    cited = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="cited_by")

    objects: ClassVar[models.Manager[Citation]] = models.Manager()

    class Meta(Mention.Meta):
        """In reading order."""

        verbose_name = _("citation")


class Variant(models.Model):
    """A place where witnesses differ: what was chosen, why, and what each of them reads."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="variants")
    provision = models.ForeignKey(Provision, models.SET_NULL, null=True, related_name="variants")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, default="words")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    chosen = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    readings = models.JSONField(default=list)

    objects: ClassVar[models.Manager[Variant]] = models.Manager()

    class Meta:
        """In reading order."""

        verbose_name = _("variant")
        ordering = ["document", "order"]


class UploadState(models.TextChoices):
    """How far an upload is."""

    WAITING = "waiting", _("Waiting")
    WORKING = "working", _("Being read")
    DONE = "done", _("Read")
    FAILED = "failed", _("Could not be read")
    CANCELLED = "cancelled", _("Cancelled")


class UploadOutcome(models.TextChoices):
    """What an upload turned out to be."""

    NEW = "new", _("New document")
    WITNESS = "witness", _("New witness of a known document")
    KNOWN = "known", _("Already in the library")


class Upload(models.Model):
    """One file that somebody handed in, until it has been read."""

    source = models.CharField(_("file"), max_length=255)
    file = models.FileField(storage=received_files, upload_to=random_name, blank=True)
    size = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12, default="zh-hans")
    encoding = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=12, choices=UploadState, default=UploadState.WAITING, db_index=True)
    step = models.CharField(max_length=20, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=UploadOutcome, blank=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="uploads")
    error_what = models.TextField(blank=True)
    error_place = models.TextField(blank=True)
    error_mend = models.TextField(blank=True)
    entered = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Upload]] = models.Manager()

    class Meta:
        """Newest first."""

        verbose_name = _("upload")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.source

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state in {UploadState.DONE, UploadState.FAILED, UploadState.CANCELLED}
