"""Compare a document with the one it implements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Show both side by side."""
    return render(request, "documents/compare.html", {})
