"""Addresses of the registry: for each register a list and the pages of a row."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from jingkai.registry.views import catalogue, changing, dictionary, listing, places, subjects, thing
from jingkai.registry.views.register import Register

app_name = "registry"


def _register(register: Register, converter: str = "str") -> list[URLPattern]:
    key = f"{register.plural}/<{converter}:key>/"
    found = [path(f"{register.plural}/", listing.listing(register), name=register.plural)]
    if register.form is not None:  # before the key, or "new" would be taken for one
        found.append(
            path(f"{register.plural}/new/", changing.entering(register), name=f"{register.name}_new")
        )
        found.append(path(f"{key}edit/", changing.changing(register), name=f"{register.name}_edit"))
    found.append(path(key, thing.overview(register), name=register.name))
    if register.has_facts:
        found.append(path(f"{key}facts/", thing.facts(register), name=f"{register.name}_facts"))
        found.append(path(f"{key}facts/state/", changing.stating(register), name=f"{register.name}_state"))
    if register.keeps_people:
        found.append(path(f"{key}reveal/", changing.revealing(register), name=f"{register.name}_reveal"))
    found += [
        path(f"{key}{tab.name}/", thing.related(register, tab), name=f"{register.name}_{tab.name}")
        for tab in register.tabs
    ]
    if register.has_history:
        found.append(path(f"{key}history/", thing.history(register), name=f"{register.name}_history"))
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("catalogue/files/<slug:kind>/", catalogue.catalogue_file, name="catalogue_file"),
    path("catalogue/zones/<slug:key>/", catalogue.catalogue_zone, name="catalogue_zone"),
    *_register(places.ZONES, "slug"),
    *_register(places.PARKS, "slug"),
    *_register(places.UNITS, "slug"),
    *_register(subjects.ENTERPRISES),
    *_register(subjects.PROJECTS),
    *_register(subjects.PARCELS),
    *_register(dictionary.VARIABLES, "slug"),
    path("facts/", listing.listing(dictionary.FACTS), name="facts"),
    path("imports/", include("jingkai.registry.views.import_urls")),
]
