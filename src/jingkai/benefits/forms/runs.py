"""The form that starts a run: over which zone, by which pack, on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.policy import Principal
from jingkai.benefits.forms.days import KnownField
from jingkai.benefits.known import end_of
from jingkai.benefits.packs import Policy, policies
from jingkai.benefits.selectors.known_packs import policies_known
from jingkai.benefits.selectors.runs import zones_to_run
from jingkai.benefits.selectors.subjects import policies_for
from jingkai.policy.stored import StoredPackError
from jingkai.registry.models import Zone

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


class StartRunForm(forms.Form):
    """A zone, a pack that applies there, and the day whose rules and facts count."""

    zone = forms.ModelChoiceField(
        Zone.objects.none(), label=_("Zone"), to_field_name="code", empty_label=None
    )
    policy = forms.ChoiceField(label=_("Policy pack"))
    on = forms.DateField(label=_("Rules and facts of the day"), widget=forms.DateInput({"type": "date"}))
    known = KnownField()

    def __init__(self, *args: Any, user: Principal, **kwargs: Any) -> None:
        """Offer the zones of whoever asks, and the packs that apply in one of them today."""
        super().__init__(*args, **kwargs)
        zones = zones_to_run(user)
        self.fields["zone"].queryset = zones  # type: ignore[attr-defined]
        today = timezone.localdate()
        offered: dict[str, Policy] = {one.key: one for zone in zones for one in policies_for(zone, today)}
        if self.is_bound:
            offered |= {one.key: one for one in policies()} | self._known_then()
        self.fields["policy"].choices = [  # type: ignore[attr-defined]
            (key, f"《{one.pack.document.title}》（{one.number}）") for key, one in sorted(offered.items())
        ]
        self.fields["on"].initial = today.isoformat()
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "input" if name in {"on", "known"} else "select"

    @property
    def offers_something(self) -> bool:
        """Whether there is a zone and a pack to choose."""
        return bool(self.fields["policy"].choices)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Refuse days that no rule knows."""
        on: date = self.cleaned_data["on"]
        if not FIRST <= on <= LAST:
            raise forms.ValidationError(
                _("Write a day from %(first)s to %(last)s.") % {"first": FIRST, "last": LAST}
            )
        return on

    def clean(self) -> dict[str, Any]:
        """Refuse a pack that does not apply in the zone on the day."""
        given = super().clean() or {}
        zone, key, on = given.get("zone"), given.get("policy"), given.get("on")
        if zone and key and on and "known" in given:
            try:
                among = policies_for(zone, on, end_of(given["known"]))
            except StoredPackError as error:
                raise forms.ValidationError({"known": f"{error.what} {error.mend}"}) from error
            given["found"] = next((one for one in among if one.key == key), None)
            if given["found"] is None and given["known"]:
                self.add_error(
                    "policy",
                    _(
                        "This pack was not on record at the end of %(known)s, or does not apply there on this day."
                    )
                    % {"known": given["known"].isoformat()},
                )
            elif given["found"] is None:
                self.add_error("policy", _("This pack does not apply in this zone on this day."))
        return given

    def _known_then(self) -> dict[str, Policy]:
        """Return the packs that were on record at the record date that was given."""
        try:
            known: date | None = self.fields["known"].clean(self["known"].value())
            moment = end_of(known)
            return {one.key: one for one in policies_known(moment)} if moment else {}
        except (forms.ValidationError, StoredPackError):
            return {}
