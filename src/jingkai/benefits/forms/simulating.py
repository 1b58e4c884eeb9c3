"""Forms of simulations: which pack to open, and its figures, each beside its clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.benefits import labels
from jingkai.benefits.forms.days import KnownField
from jingkai.benefits.models import Simulation
from jingkai.benefits.models.simulations import Baseline
from jingkai.benefits.packs import Policy
from jingkai.benefits.pools import pool_called
from jingkai.benefits.selectors.simulations import pack_name
from jingkai.benefits.services.simulating import SHARED_DAYS
from jingkai.benefits.simulation.changing import FigureFaults, change, read_figure
from jingkai.benefits.simulation.figures import Figure, figures, written
from jingkai.benefits.simulation.lasting import pools_of
from jingkai.policy.language.facts import FactError
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.selectors import Installed
from jingkai.registry.models import Zone

_POOL = "budget~"


class OpenForm(forms.Form):
    """A zone and a pack: both in one choice, since which packs there are depends on the zone."""

    pack = forms.ChoiceField(
        label=_("Policy pack"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a policy pack."),
            "invalid_choice": _("This pack cannot be simulated here."),
        },
    )
    command = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Name of the simulation"),
        max_length=120,
        required=False,
        help_text=_("How you will find it again."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        offered: list[tuple[Zone, Installed]],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"command": uuid4(), **(initial or {})})
        self._offered = {f"{zone.code}:{pack_name(one)}": (zone, one) for zone, one in offered}
        several = len({zone.pk for zone, _one in offered}) > 1
        field: Any = self.fields["pack"]
        field.choices = [
            (key, self._words(zone, one, several=several)) for key, (zone, one) in self._offered.items()
        ]
        if len(field.choices) == 1:
            self.initial.setdefault("pack", field.choices[0][0])
        self.fields["title"].widget.attrs["class"] = "input"

    @staticmethod
    def _words(zone: Zone, one: Installed, *, several: bool) -> str:
        return f"{zone} · {pack_words(one)}" if several else pack_words(one)

    def chosen(self) -> tuple[Zone, Installed]:
        """Return the zone and the pack of a valid form."""
        return self._offered[self.cleaned_data["pack"]]


def pack_words(one: Installed) -> str:
    """Return what a pack is called: its document, and that it is a draft."""
    document = one.pack.document
    named = f"《{document.title}》（{document.number}）"
    return f"{named} · {_('draft')}" if one.draft else named


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its field; ``changed`` is whether the field holds something else than the pack says."""

    figure: Figure
    field: forms.BoundField
    changed: bool


class FiguresForm(forms.Form):
    """The day, what is compared with, the budgets, and every figure of a pack, filled with what it says.

    What the schema does not allow is an error of the figure's own field.
    """

    title = forms.CharField(
        label=_("Name of the simulation"), max_length=120, error_messages={"required": _("Give it a name.")}
    )
    on = forms.DateField(
        label=_("Rules and facts of the day"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day."),
            "invalid": _("Write the day as 2025-03-31."),
        },
    )
    known = KnownField()
    baseline = forms.ChoiceField(label=_("Compared with"))

    def __init__(
        self,
        *args: Any,
        simulation: Simulation,
        policy: Policy,
        granted: Mapping[str, Decimal | None],
        others: Sequence[Installed] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._pack = policy.pack
        self._policy = policy
        self.figures = {one.key: one for one in figures(policy.pack)}
        self.granted = granted
        for name in ("title", "on", "known"):
            self.fields[name].widget.attrs["class"] = "input"
        self._others = {f"{Baseline.PACK}:{pack_name(one)}": one for one in others}
        baseline: Any = self.fields["baseline"]
        baseline.choices = [
            (Baseline.AS_WRITTEN, Baseline.AS_WRITTEN.label),
            (Baseline.NOTHING, Baseline.NOTHING.label),
            *((key, pack_words(one)) for key, one in self._others.items()),
        ]
        baseline.widget.attrs["class"] = "select"
        self.initial = {
            "title": simulation.title,
            "on": simulation.on,
            "known": simulation.known,
            "baseline": f"{Baseline.PACK}:{simulation.against}"
            if simulation.against
            else simulation.baseline,
            **self.initial,
        }
        for pool in pools_of(policy.pack):
            kept = simulation.budgets.get(pool) if simulation.budgets else None
            sum_ = Decimal(kept) if kept is not None else granted.get(pool)
            self._add(
                f"{_POOL}{pool}", pool_called(pool).words, "" if sum_ is None else written("yuan", sum_)
            )
        for key, figure in self.figures.items():
            self._add(key, figure.label, simulation.changes.get(key) or figure.shown)

    def _add(self, name: str, label: str, shown: str) -> None:
        field = forms.CharField(label=label, required=False, max_length=40)
        field.widget.attrs |= {"class": "input figure-input", "inputmode": "decimal", "autocomplete": "off"}
        self.fields[name] = field
        self.initial[name] = shown

    def clean(self) -> dict[str, Any]:
        """Read budgets and figures; the changed pack is held against the schema before anything runs."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in [one for one in self.fields if one.startswith(_POOL)]:
            text = (data.get(name) or "").strip()
            try:
                value = read_figure("yuan", text) if text else None
                if isinstance(value, Decimal) and value < 0:
                    self.add_error(name, str(_("A budget is not below nothing.")))
                data[name] = value
            except FactError as error:
                self.add_error(name, f"{error.what} {error.mend}".strip())
        if "on" in data:
            try:
                change(self._pack, self.typed(), data["on"])
            except FigureFaults as faults:
                for key, words in faults.faults.items():
                    self.add_error(key if key in self.fields else None, words)
        return data

    def typed(self) -> dict[str, str]:
        """Return the figures as they were typed."""
        return {key: self.cleaned_data.get(key, "") for key in self.figures}

    def compared_with(self) -> tuple[str, Installed | None]:
        """Return what stands on the other side, and which pack where it is another one."""
        chosen = self.cleaned_data["baseline"]
        other = self._others.get(chosen)
        return (Baseline.PACK, other) if other is not None else (chosen, None)

    def budgets(self) -> dict[str, Decimal | None]:
        """Return the budgets by pool, ``None`` where none was given."""
        return {
            name.removeprefix(_POOL): self.cleaned_data[name]
            for name in self.fields
            if name.startswith(_POOL)
        }

    def pool_fields(self) -> list[tuple[forms.BoundField, Decimal | None]]:
        """Return the fields of the pools, each with what the zone's budget says."""
        return [
            (self[name], self.granted.get(name.removeprefix(_POOL)))
            for name in self.fields
            if name.startswith(_POOL)
        ]

    def benefits(self) -> Iterator[tuple[Benefit, str, list[FigureRow]]]:
        """Yield the benefits that have figures, with how much they give and a row a figure."""
        for benefit in self._pack.benefits:
            mine = [one for one in self.figures.values() if one.benefit == benefit.id]
            if mine:
                yield (
                    benefit,
                    labels.amount(benefit, self._policy.rules.variables),
                    [self._row(one) for one in mine],
                )

    def _row(self, figure: Figure) -> FigureRow:
        field = self[figure.key]
        changed = (field.value() or figure.shown) != figure.shown
        if changed:
            field.field.widget.attrs["class"] += " figure-input--changed"
        return FigureRow(figure, field, changed)


class CopyForm(forms.Form):
    """What tells a copy that is asked for twice."""

    command = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"command": uuid4()}, auto_id="copy_%s")


class ShareForm(forms.Form):
    """How long a link holds."""

    command = forms.UUIDField(widget=forms.HiddenInput, required=False)
    days = forms.TypedChoiceField(
        label=_("The link holds for"),
        coerce=int,
        error_messages={
            "required": _("Choose how long the link holds."),
            "invalid_choice": _("Choose how long the link holds."),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"command": uuid4()})
        days: Any = self.fields["days"]
        days.choices = [(one, gettext("%(days)d days") % {"days": one}) for one in SHARED_DAYS]
        days.widget.attrs["class"] = "select"
