"""Security headers, the reader's language, theme and text size on every request, and the pages people looked at."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from jingkai.portal import recent
from jingkai.portal.demo_mark import demo_mark, with_mark
from jingkai.portal.preferences import read_cookies

Handler = Callable[[HttpRequest], HttpResponse]

# Scripts and styles come from files of this site alone: nothing written into a page is ever executed.
CONTENT_SECURITY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class ContentSecurityMiddleware:
    """Send the content security policy and the permissions policy with every answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and add the headers where a view has not set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class PreferencesMiddleware:
    """Read the preference cookies and speak the chosen language.

    The browser's own list of languages is not asked: the documents are Chinese, and machines in offices are often
    set up in English. A reader switches with one click.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the reader's language."""
        preferences = read_cookies(request.COOKIES)
        request.preferences = preferences  # type: ignore[attr-defined]
        with translation.override(preferences.language):
            request.LANGUAGE_CODE = preferences.language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", preferences.language)
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ("Cookie",))
        return response


class DemoFilesMiddleware:
    """Put the mark of a demo in front of the name of every file that is taken out of it."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and rename the file where the answer is one."""
        response = self.get_response(request)
        disposition = response.headers.get("Content-Disposition", "")
        if disposition.startswith("attachment") and (told := demo_mark()):
            response.headers["Content-Disposition"] = with_mark(disposition, told)
        return response


class RecentPagesMiddleware:
    """Remember the pages that people who have signed in look at."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and remember the answer where it is a page to come back to."""
        response = self.get_response(request)
        if recent.is_noted(request, response):
            recent.note(request, response)
        return response
