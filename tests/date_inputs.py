"""A form with a partial date, and its inputs as a browser would read them."""

from html.parser import HTMLParser

from django import forms

from history.forms import PartialDateFormField


class DateForm(forms.Form):
    date = PartialDateFormField(label="Date", required=False)


def submitted(**parts: str) -> dict[str, str]:
    return {f"date_{name}": value for name, value in parts.items()}


class Inputs(HTMLParser):
    """The inputs of a page, the labels, and which ids there are."""

    def __init__(self, html: str):
        super().__init__()
        self.inputs, self.labels, self.values, self._select = {}, set(), {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "label":
            self.labels.add(attrs.get("for"))
        if tag in ("input", "select"):
            self.inputs[attrs["name"]] = attrs
            self._select = attrs["name"] if tag == "select" else None
            if tag == "input" and (attrs["type"] != "checkbox" or "checked" in attrs):
                default = "on" if attrs["type"] == "checkbox" else ""
                self.values[attrs["name"]] = attrs.get("value", default)
        if tag == "option" and "selected" in attrs:
            self.values[self._select] = attrs["value"]
