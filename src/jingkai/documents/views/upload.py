"""Hand files in, watch them being read, review what came out, publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingkai.accounts.views.guard import allowed
from jingkai.documents import selectors, services, tasks
from jingkai.documents.actions import DISCARD, PUBLISH, REVIEW, UPLOAD
from jingkai.documents.errors import DocumentError
from jingkai.documents.forms import ReviewForm, Selection, UploadForm
from jingkai.documents.models import Document, Stage, Upload, UploadState
from jingkai.documents.pipeline import STEPS

ALL_STEPS = (*STEPS, "store")


def _shown() -> list[tuple[Upload, int, list[tuple[str, str]]]]:
    """Return each upload, how many steps are behind it, and every step with its state."""
    rows = []
    for upload in selectors.uploads():
        at = ALL_STEPS.index(upload.step) if upload.step in ALL_STEPS else 0
        if upload.state == UploadState.DONE:
            at = len(ALL_STEPS)
        steps = [
            (step, "is-done" if index < at else "is-now" if index == at and upload.state == "working" else "")
            for index, step in enumerate(ALL_STEPS)
        ]
        rows.append((upload, at, steps))
    return rows


@allowed(UPLOAD)
@require_http_methods(["GET", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    """Show the form and what became of earlier files; take files in."""
    if request.method == "POST":
        return _take_in(request)
    return render(request, "documents/uploads.html", _page(UploadForm()))


def _take_in(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/uploads.html", _page(form), status=422)
    selection: Selection = form.cleaned_data["copies"]
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    for file in selection.taken:
        tasks.hand_in(file, language=language, encoding=form.cleaned_data["encoding"])
    for refusal in selection.refused:
        tasks.refuse(refusal.file, language=language, what=refusal.what, mend=refusal.mend)
    if selection.refused:
        words = _(
            "Taken in: %(taken)d of %(all)d files. Those refused are listed with the reason and the mend."
        )
        taken = len(selection.taken)
        messages.error(request, words % {"taken": taken, "all": taken + len(selection.refused)})
    return redirect("documents:uploads")


def _page(form: UploadForm) -> dict[str, object]:
    shown = _shown()
    # Several copies may have made one new document: it is reviewed once, from the latest of them.
    to_review: dict[int, int] = {}
    for upload, _at, _steps in shown:
        if upload.document and upload.document.stage == Stage.DRAFT:
            to_review.setdefault(upload.document.pk, upload.pk)
    return {
        "form": form,
        "uploads": shown,
        "to_review": set(to_review.values()),
        "under_way": selectors.uploads_under_way(),
        "step_count": len(ALL_STEPS),
    }


@allowed(UPLOAD, passive=True)
@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Return the list of uploads alone; the page asks for it until nothing is under way."""
    return render(request, "documents/parts/uploads.html", _page(UploadForm()))


@allowed(UPLOAD)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the reading of a file."""
    tasks.cancel(get_object_or_404(Upload, pk=pk))
    return redirect("documents:uploads")


@allowed(REVIEW)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Check what was read of a new document, correct it, publish it."""
    document = get_object_or_404(Document, pk=pk)
    if document.stage == Stage.PUBLISHED:
        return redirect(document)
    form = ReviewForm(
        request.POST if request.method == "POST" else None, instance=Document.objects.get(pk=pk)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = form.corrections()
                if changed:
                    services.correct(document, **changed)
                services.publish(document)
            except DocumentError as error:
                form.add_error("number", f"{error.what} {error.mend}")
            else:
                messages.success(
                    request, _("Published. Lists, units, targets and search now count this document.")
                )
                return redirect(document)
    record = selectors.reading(document)
    kinds: dict[str, int] = {}
    for repair in record.repairs:
        kinds[repair.kind] = kinds.get(repair.kind, 0) + 1
    from jingkai.documents.repair.kinds import describe

    context = {
        "document": document,
        "form": form,
        "record": record,
        "repairs": [
            (describe(kind), total) for kind, total in sorted(kinds.items(), key=lambda pair: -pair[1])
        ],
        "doubtful": [repair for repair in record.repairs if repair.confidence < 0.9][:30],
        "witnesses": selectors.witnesses(document),
        "counts": {
            "provisions": document.provisions.count(),
            "units": document.unit_mentions.count(),
            "targets": document.target_mentions.count(),
            "money": document.money_mentions.count(),
            "citations": document.citations.count(),
        },
    }
    return render(request, "documents/review.html", context, status=status)


@allowed(PUBLISH)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a document as it was read."""
    document = services.publish(get_object_or_404(Document, pk=pk))
    messages.success(request, _("Published. Lists, units, targets and search now count this document."))
    return redirect(document)


@allowed(DISCARD)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document that waits for review out of the library."""
    document = get_object_or_404(Document, pk=pk)
    try:
        services.discard(document)
    except DocumentError as error:
        messages.error(request, f"{error.what} {error.mend}")
        return redirect(document)
    messages.success(request, _("Discarded, with its received file."))
    return redirect("documents:uploads")
