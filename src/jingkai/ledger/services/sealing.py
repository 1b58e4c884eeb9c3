"""Encrypt the personal fields of an event, making a key for a person who has none."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction

from jingkai.ledger import keys, personal
from jingkai.ledger.entry import Event, Sealed
from jingkai.ledger.models import PersonKey


def sealed_fields(stream: str, event: Event) -> dict[str, Sealed]:
    """Return the personal fields of an event, encrypted."""
    known: dict[str, personal.Key] = {}
    sealed = {}
    for field, (person, value) in event.personal.items():
        key = known.get(person) or known.setdefault(person, key_of(person))
        sealed[field] = personal.seal(key, stream=stream, type=event.type, field=field, value=value)
    return sealed


def key_of(person: str) -> personal.Key:
    """Return the key of a person, made where there is none."""
    master = keys.persons_key(settings.DATA / "persons_key")
    for _attempt in range(2):
        if found := PersonKey.objects.filter(person=person).first():
            return personal.unwrap(found.id, bytes(found.secret or b""), master)
        made = personal.new_key()
        try:
            with transaction.atomic():
                PersonKey.objects.create(id=made.id, person=person, secret=personal.wrap(made, master))
        except IntegrityError:
            continue  # somebody else made one just now
        return made
    found = PersonKey.objects.get(person=person)
    return personal.unwrap(found.id, bytes(found.secret or b""), master)
