"""Enter and change a row, state a fact: the form, the check of what was written, then the deed."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import View, allowed, refusal
from jingkai.kernel.errors import JingkaiError
from jingkai.registry import actions, selectors, services
from jingkai.registry.forms import KeptForm, ReasonForm, StatementForm
from jingkai.registry.models.checks import said
from jingkai.registry.selectors import FieldChange
from jingkai.registry.views.register import Register
from jingkai.registry.views.thing import frame, row_or_404

REFUSED = 422
"""A form that does not fit: the page says what to mend."""


def entering(register: Register) -> View:
    """Return the view that enters a new row."""
    assert register.edit is not None

    @never_cache
    @allowed(register.edit)
    @require_http_methods(["GET", "POST"])
    def enter(request: HttpRequest) -> HttpResponse:
        return _keep(request, register, None)

    enter.__name__ = f"{register.name}_new"
    return enter


def changing(register: Register) -> View:
    """Return the view that changes a row."""
    assert register.edit is not None
    action = register.edit

    @never_cache
    @allowed(action)
    @require_http_methods(["GET", "POST"])
    def change(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        return refusal(request, action.name, row) or _keep(request, register, row)

    change.__name__ = f"{register.name}_edit"
    return change


def _keep(request: HttpRequest, register: Register, row: Any) -> HttpResponse:
    """Carry a form through its three steps: ``edit`` (write), ``check`` (look at what was written), ``save``."""
    assert register.form is not None
    user: Any = request.user
    step = request.POST.get("step", "edit")
    # The form writes into the row that it is given: a copy, so that the page still tells what is there.
    form = register.form(request.POST if request.method == "POST" else None, instance=copy(row), user=user)
    if request.method != "POST" or step == "edit":
        # A page left behind is drawn anew even where what it holds does not fit; then it says so.
        return _form_page(request, register, form, row, status=REFUSED if form.errors else 200)
    if not form.is_valid() or not _within_scope(form, register, user):
        return _form_page(request, register, form, row, status=REFUSED)
    changed = _told(form, row)
    reason = ReasonForm(request.POST if step == "save" else None)
    if step == "check" or not changed:
        return _check_page(request, register, form, row, changed=changed, reason=reason)
    if not reason.is_valid():
        return _check_page(request, register, form, row, changed=changed, reason=reason, status=REFUSED)
    return _saved(request, register, form, row, reason.cleaned_data["reason"])


def _within_scope(form: KeptForm, register: Register, user: Any) -> bool:
    """Whether the writer may keep a row where this one would lie."""
    assert register.edit is not None
    if may(user, register.edit, form.instance):
        return True
    name = "zone" if "zone" in form.fields else "code"
    form.add_error(name, _("You keep the rows of other zones only. Choose one of them, or ask for the role."))
    return False


def _saved(request: HttpRequest, register: Register, form: KeptForm, row: Any, reason: str) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)
    try:
        if row is None:
            kept = services.create(type(form.instance), form.values(), user=user, reason=reason)
        else:
            kept, _names = services.update(row, form.values(), user=user, reason=reason, seen=form.seen_at())
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _form_page(request, register, form, row, status=REFUSED)
    except JingkaiError as error:
        form.add_error(None, said(error))
        return _form_page(request, register, form, row, status=409)
    messages.success(
        request,
        _("Changed. The history says what, when and why.")
        if row
        else _("Entered. What is known of it can follow."),
    )
    return redirect(kept)


def _told(form: KeptForm, row: Any) -> list[FieldChange]:
    """Return what would be written, field by field, in words."""
    values = form.values()
    told = [
        FieldChange(
            field=str(form.fields[name].label or name),
            before=selectors.in_words(row, name, getattr(row, name)) if row is not None else "",
            after=selectors.in_words(form.instance, name, values[name]),
            optional=selectors.is_optional(form.instance, name),
        )
        for name in form.changed_in(row)
    ]
    return [change for change in told if row is not None or change.after]


def _form_page(
    request: HttpRequest, register: Register, form: KeptForm, row: Any, *, status: int = 200
) -> HttpResponse:
    context = _context(request, register, row) | {"form": form}
    return render(request, "registry/form.html", context, status=status)


def _check_page(
    request: HttpRequest,
    register: Register,
    form: KeptForm,
    row: Any,
    *,
    changed: list[FieldChange],
    reason: ReasonForm,
    status: int = 200,
) -> HttpResponse:
    context = _context(request, register, row) | {
        "form": form,
        "changed": changed,
        "reason": reason,
        "kept": [(name, value) for name in form.fields for value in request.POST.getlist(name)],
    }
    return render(request, "registry/check.html", context, status=status)


def _context(request: HttpRequest, register: Register, row: Any) -> dict[str, Any]:
    list_address = reverse(f"registry:{register.plural}")
    return {
        "register": register,
        "row": row,
        "list_address": list_address,
        "back": row.get_absolute_url() if row is not None else list_address,
        "heading": _("Change %(name)s") % {"name": row} if row is not None else register.new_words,
    }


def stating(register: Register) -> View:
    """Return the view that states a fact about a row."""

    @never_cache
    @allowed(actions.EDIT_FACTS)
    @require_http_methods(["GET", "POST"])
    def state(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        refused = refusal(request, actions.EDIT_FACTS.name, row)
        if refused is not None:
            return refused
        form = StatementForm(request.POST or None, kind=register.name, initial=_asked(request))
        if request.method == "POST" and form.is_valid():
            user = request.user
            assert isinstance(user, User)
            try:
                services.state_fact(row, form.statement(), user=user)
            except JingkaiError as error:
                form.add_error(None, said(error))
            else:
                messages.success(request, _("Stated. What was known before stays on record."))
                return redirect(f"registry:{register.name}_facts", register.key_of(row))
        address = reverse(f"registry:{register.name}_facts", args=[register.key_of(row)])
        context = frame(request, register, row, "facts") | {"form": form, "facts_address": address}
        return render(request, "registry/state.html", context, status=REFUSED if form.errors else 200)

    state.__name__ = f"{register.name}_state"
    return state


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return the variable and period that the address names, so that a correction begins with them."""
    return {name: request.GET[name][:80] for name in ("variable", "period") if request.GET.get(name)}


def revealing(register: Register) -> View:
    """Return the view that shows personal data of a row in the clear, for a reason that is kept."""

    @never_cache
    @allowed(actions.REVEAL)
    @require_POST
    def reveal(request: HttpRequest, key: str) -> HttpResponse:
        row = row_or_404(request, register, key)
        refused = refusal(request, actions.REVEAL.name, row)
        if refused is not None:
            return refused
        user = request.user
        assert isinstance(user, User)
        try:
            shown = services.reveal(row, actor=user, reason=request.POST.get("reason", ""))
        except AccountError as error:
            messages.error(request, str(error))
            return redirect(row)
        named = [(selectors.field_words(row, name), value) for name, value in shown.items()]
        context = frame(request, register, row, "overview") | {"shown": named}
        return render(request, "registry/revealed.html", context)

    reveal.__name__ = f"{register.name}_reveal"
    return reveal
