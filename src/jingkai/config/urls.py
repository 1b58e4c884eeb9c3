"""Addresses of the site: one include per slice."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from jingkai.config import health, reference
from jingkai.config.api import api
from jingkai.portal.views import demo


class AnythingConverter(StringConverter):
    """The rest of an address, whatever characters it has: Django's own stops at a line break."""

    regex = r"[\s\S]+"


register_converter(AnythingConverter, "anything")

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("demo/enter/", demo.enter, name="demo_enter"),
    path("", include("jingkai.portal.urls")),
    path("accounts/", include("jingkai.accounts.urls")),
    path("registry/", include("jingkai.registry.urls")),
    path("benefits/", include("jingkai.benefits.urls")),
    path("ledger/", include("jingkai.ledger.urls")),
    path("api/v1/", reference.page, name="api_reference"),
    path("api/v1/openapi.json", reference.description, name="api_description"),
    path("api/v1/", api.urls),
    path("api/<anything:path>", reference.nothing_here, name="api_nothing"),
    path("", include("jingkai.policy.urls")),
    path("", include("jingkai.documents.urls")),
]

handler400 = "jingkai.portal.views.bad_request"
handler403 = "jingkai.portal.views.forbidden"
handler404 = "jingkai.portal.views.not_found"
handler429 = "jingkai.portal.views.too_many"
handler500 = "jingkai.portal.views.broken"
