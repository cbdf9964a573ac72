"""Read the fields of an admin form from its HTML, as a browser would submit them."""

from html.parser import HTMLParser

from django.test import Client


class FormReader(HTMLParser):
    """Collects the fields of the longest form of a page as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.inside = False
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name")
        if tag == "form":
            self.forms.append({})
            self.inside = True
        elif self.inside and "w-block" in values.get("data-controller", ""):
            self.forms[-1][f"{values['id']}-count"] = "0"
        elif not self.inside or (not name and tag != "option"):
            return
        elif tag == "input":
            kind = values.get("type", "text")
            if kind in {"submit", "button", "file", "image"}:
                return
            if kind not in {"checkbox", "radio"}:
                self.forms[-1][name] = values.get("value") or ""
            elif "checked" in values:
                self.forms[-1][name] = values.get("value") or "on"
        elif tag == "textarea":
            self.textarea = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in values:
            self.forms[-1][self.select] = values.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea is not None:
            self.forms[-1][self.textarea] += data.removeprefix("\n")


def form_of(client: Client, source) -> dict[str, str]:
    """Return the fields of the longest form at an address, or in an answer.

    Lists of several choices hold the last one only, and streams no blocks: scripts write them.
    """
    response = client.get(source) if isinstance(source, str) else source
    reader = FormReader()
    reader.feed(response.content.decode())
    return max(reader.forms, key=len)
