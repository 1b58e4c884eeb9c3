"""Security headers, methods, the reader's language, theme and text size, and the pages people looked at."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header

from jingkai.portal import recent
from jingkai.portal.preferences import read_cookies
from jingkai.portal.selectors import demo_mark
from jingkai.portal.views.errors import wrong_method

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
_HEAD_BYTES = 4096  # the title of a page stands within them
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


class MethodsMiddleware:
    """Answer HEAD as GET without the body, and somebody who opens the address of a form by hand with a page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; views know GET and POST only."""
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            response = wrong_method(request, response.headers["Allow"]) if not response.content else response
        if asked == "HEAD":
            request.method = asked
            _without_body(response)
        return response


def _without_body(response: HttpResponse | StreamingHttpResponse) -> None:
    """Take the body out of an answer, which still says how long it is where that is known."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
        return
    response.headers.setdefault("Content-Length", str(len(response.content)))
    response.content = b""


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


def with_mark(disposition: str, mark: str) -> str:
    """Return a ``Content-Disposition`` whose file name begins with the mark.

    >>> with_mark('attachment; filename="list.csv"', "DEMO")
    'attachment; filename="DEMO-list.csv"'
    """
    header = Message()
    header["Content-Disposition"] = disposition
    name = header.get_filename() or "file"
    return content_disposition_header(True, f"{mark}-{name}") or disposition


class RecentPagesMiddleware:
    """Remember the pages that people who have signed in look at."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and remember the answer where it is a page to come back to."""
        response = self.get_response(request)
        if _is_a_page_for_somebody(request, response) and recent.is_worth_noting(request.path):
            head = response.content[:_HEAD_BYTES].decode(response.charset, "replace")
            if title := recent.title_of(head):
                recent.note(request.session, recent.RecentPage(title, request.get_full_path()))
        return response


def _is_a_page_for_somebody(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.headers.get("HX-Request") != "true"
        and request.user.is_authenticated
    )
