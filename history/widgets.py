"""Widget for partial dates: a kind of date, then the parts of one or two dates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .date_entry import GROUP_LABELS, MIDDLE, PART_LABELS, TICKED, Kind, join, parts_of, split
from .dates import PartialDate, PartialDateError
from .dates.phrases import MONTHS, SEASON_NAMES

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class PartialDateWidget(forms.Widget):
    """Inputs for a partial date; a script hides those that the chosen kind does not need.

    Accepts a ``PartialDate``, its EDTF, or submitted values (see ``history.date_entry``). A date
    that the inputs cannot express is offered as 'As it is now' and stays unchanged.
    """

    template_name = "history/widgets/partial_date.html"
    use_fieldset = True

    class Media:
        css = {"all": ["history/partial-date.css"]}
        js = ["history/partial-date.js"]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_kind" if id_ else ""

    def value_from_datadict(self, data, files, name) -> dict[str, str]:
        return {key: data.get(f"{name}_{key}", "") for key in _keys()}

    def value_omitted_from_data(self, data, files, name) -> bool:
        return f"{name}_kind" not in data

    def get_context(self, name, value, attrs) -> dict:
        context = super().get_context(name, value, attrs)
        inputs = value if isinstance(value, dict) else _inputs_of(value)
        make = _Inputs(name, inputs, context["widget"]["attrs"])
        context["widget"] |= {
            "described_by": make.described_by,
            "kind": make.kind(),
            "kept": make.kept(),
            "groups": [make.group(group) for group in GROUP_LABELS],
        }
        return context


class _Inputs:
    """Builds the template contexts of the inputs, in the format of Django's own widgets."""

    def __init__(self, name: str, inputs: dict[str, str], attrs: dict):
        self.name = name
        self.inputs = inputs
        self.id = attrs.get("id")
        self.invalid = _inputs_with_errors(inputs) if attrs.get("aria-invalid") else set()
        self.described_by = attrs.get("aria-describedby")
        self.errors_id = self.described_by or f"{self.id or name}_error"  # as Django names it

    def kind(self) -> dict:
        kinds = [kind for kind in Kind if kind is not Kind.KEPT]
        choices = [(kind.value, kind.label) for kind in kinds]
        if kept := self.inputs.get("kept"):
            choices.append((Kind.KEPT.value, _kept_label(kept)))
        select = forms.Select(choices=choices, attrs={"data-partial-date-kind": ""})
        return self._input(select, "kind", _("What kind of date"))

    def kept(self) -> dict | None:
        if not self.inputs.get("kept"):
            return None
        return self._input(forms.HiddenInput(), "kept", "")

    def group(self, group: str) -> dict:
        return {"legend": GROUP_LABELS[group], "parts": [self._part(group, p) for p in PART_LABELS]}

    def _part(self, group: str, part: str) -> dict:
        kinds = [kind.value for kind in Kind if part in parts_of(kind, group)]
        found = self._input(_widget_of(part), f"{group}_{part}", PART_LABELS[part])
        return found | {"kinds": " ".join(kinds), "part": part}

    def _input(self, widget: forms.Widget, key: str, label) -> dict:
        attrs = {"id": f"{self.id}_{key}"} if self.id else {}
        if key in self.invalid:
            attrs |= {"aria-invalid": "true", "aria-describedby": self.errors_id}
        context = widget.get_context(f"{self.name}_{key}", self.inputs.get(key, ""), attrs)
        return context | {"label": label}


def _keys() -> list[str]:
    return ["kind", "kept", *(f"{group}_{part}" for group in GROUP_LABELS for part in PART_LABELS)]


def _widget_of(part: str) -> forms.Widget:
    if part == "month":
        months = [(str(number), name) for number, name in MONTHS.items()]
        return forms.Select(choices=[("", "—"), *months, (MIDDLE, _("middle of the year"))])
    if part == "season":
        seasons = [(str(number), name) for number, name in SEASON_NAMES.items()]
        return forms.Select(choices=[("", "—"), *seasons])
    if part in ("day", "year"):
        # No `maxlength`: it would cut '?1945' to '?194', and '1945?' to a certain year.
        return forms.TextInput(NUMBER)
    return forms.CheckboxInput(check_test=lambda value: value == TICKED)


def _inputs_of(value) -> dict[str, str]:
    """Return the input values for a date; an unreadable one is shown, to be replaced."""
    try:
        date = value if isinstance(value, PartialDate) else PartialDate.parse(value or "")
    except PartialDateError:
        return {"kind": Kind.KEPT.value, "kept": str(value)}
    return split(date)


def _inputs_with_errors(inputs: dict[str, str]) -> set[str]:
    """Return the inputs with errors, or the kind if the error is not in any of them."""
    try:
        join(inputs)
    except ValidationError as error:
        return {mistake.params["input"] for mistake in error.error_list}
    return {"kind"}


def _kept_label(edtf: str):
    try:
        words = PartialDate.parse(edtf).wording()
    except PartialDateError:
        words = f"“{edtf[:40]}”"
    return format_lazy("{}: {}", Kind.KEPT.label, words)
