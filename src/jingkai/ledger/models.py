"""The tables of the ledger. Entries and heads are only ever inserted: triggers refuse the rest (:mod:`guard`)."""

from __future__ import annotations

from django.db import models


class LedgerEntry(models.Model):
    """An entry as it is stored. ``content`` is the truth; the other columns are copied out of it to be found by."""

    # An automatic field, though the number is always given: on SQLite it makes the table lie in the order of numbers.
    number = models.BigAutoField(primary_key=True)
    stream = models.CharField(max_length=200)
    version = models.BigIntegerField()
    type = models.CharField(max_length=80)
    time = models.CharField(max_length=27)
    actor = models.CharField(max_length=110)
    command = models.CharField(max_length=100)
    part = models.PositiveIntegerField()
    parts = models.PositiveIntegerField()
    provision = models.CharField(max_length=300, blank=True)
    hash = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        """Every version of a stream is there once, and so is every command; found by actor and by provision."""

        ordering = ("number",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("stream", "version"), name="ledger_stream_version"),
            models.UniqueConstraint(
                fields=("command",), condition=models.Q(part=0), name="ledger_command_once"
            ),
        )
        indexes = (
            models.Index(fields=("actor", "number"), name="ledger_by_actor"),
            # Most entries name no provision: only the others are in the index.
            models.Index(
                fields=("provision", "number"), condition=~models.Q(provision=""), name="ledger_by_provision"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.stream} {self.type}"


class TreeHead(models.Model):
    """A signed head, as it was published."""

    size = models.BigIntegerField(primary_key=True)
    ledger = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    last = models.CharField(max_length=64)
    time = models.CharField(max_length=27)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        """One head a size, the latest last."""

        ordering = ("size",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"


class TreeNode(models.Model):
    """The hash over ``2**level`` leaves, kept for every eighth level so that heads and proofs need not hash anew.

    Nothing is lost with these rows: they are computed again from the entries.
    """

    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        """One hash a node."""

        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("level", "position"), name="ledger_tree_node"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.position}"


class PersonKey(models.Model):
    """The key of a person's fields, wrapped. Erased: person and secret are gone, the id that entries name stays."""

    id = models.CharField(max_length=32, primary_key=True)
    person = models.CharField(max_length=200, unique=True, null=True)
    secret = models.BinaryField(null=True)
    made = models.DateTimeField(auto_now_add=True)
    erased = models.DateTimeField(null=True)

    class Meta:
        """Nobody is given rights on keys through the model."""

        default_permissions = ()

    def __str__(self) -> str:
        return self.id


class ReadPosition(models.Model):
    """How far a read model has come: the number of the last entry it has seen."""

    name = models.CharField(max_length=80, primary_key=True)
    number = models.BigIntegerField(default=0)
    moved = models.DateTimeField(auto_now=True)

    class Meta:
        """Nobody is given rights on positions through the model."""

        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
