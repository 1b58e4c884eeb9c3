"""Addresses of the registry: for each register a list and the pages of a row."""

from __future__ import annotations

from django.urls import URLPattern, path

from jingkai.registry.views import listing, places, subjects, thing
from jingkai.registry.views.register import Register

app_name = "registry"


def _register(register: Register, converter: str = "str") -> list[URLPattern]:
    key = f"{register.plural}/<{converter}:key>/"
    found = [path(f"{register.plural}/", listing.listing(register), name=register.plural)]
    found.append(path(key, thing.overview(register), name=register.name))
    if register.has_facts:
        found.append(path(f"{key}facts/", thing.facts(register), name=f"{register.name}_facts"))
    found += [
        path(f"{key}{tab.name}/", thing.related(register, tab), name=f"{register.name}_{tab.name}")
        for tab in register.tabs
    ]
    found.append(path(f"{key}history/", thing.history(register), name=f"{register.name}_history"))
    return found


urlpatterns = [
    *_register(places.ZONES, "slug"),
    *_register(places.PARKS, "slug"),
    *_register(places.UNITS, "slug"),
    *_register(subjects.ENTERPRISES),
    *_register(subjects.PROJECTS),
    *_register(subjects.PARCELS),
]
