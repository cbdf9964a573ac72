"""Valid requests to a route: its own forms filled in, or requests of scripts."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.utils import timezone

from .publishing_steps import REASON
from .route_objects import WORD, Target, World
from .route_responses import html_of
from .scripted_requests import Body, by_hand, file_for, pressed
from .test_permissions import Browser

#: Where texts of pages are written; what themes, settings and pictures say is nobody's to read.
ROUTES_OF_TEXTS = (
    "admin/pages/",
    "admin/bulk/<str:app_label>/",
    "admin/historia/",
    "admin/redaccion/",
    "admin/atajos/manana",
)
PAGE_FORM = "page-edit-form"
UNSENT = {"submit", "button", "image", "reset"}


def send(asking: Browser, body: Body) -> HttpResponse:
    if body.method == "GET":
        return asking.get(body.path)
    for value in body.fields.values():
        for file in value if isinstance(value, list) else [value]:
            if hasattr(file, "seek"):
                file.seek(0)
    if body.is_json:
        sent = json.dumps(body.fields)
        return asking.generic(
            body.method, body.path, sent, "application/json", headers=body.headers
        )
    return asking.post(body.path, body.fields, headers=body.headers)


def bodies(world: World, target: Target, answer: HttpResponse) -> list[Body]:
    """Return the requests that a user could send from a route's view, for each button."""
    found = list(by_hand(world, target))
    soup = BeautifulSoup(html_of(answer), "html.parser")
    for form in soup.select("form"):
        if form.get("method", "get").lower() == "post" and "salir" not in form.get("action", ""):
            found += of_form(Form(world, target, soup, form))
    return numbered(found or [pressed(world, target)])


def numbered(found: list[Body]) -> list[Body]:
    """Number buttons with the same name, in their order."""
    seen: Counter = Counter()
    for body in found:
        seen[body.button] += 1
        if seen[body.button] > 1:
            body.button = f"{body.button} {seen[body.button]}"
    return found


def next_step(world: World, target: Target, body: Body, answer: HttpResponse) -> list[Body]:
    """Return the request of the form in a response that leads to another URL, if there is one."""
    if answer.status_code != 200 or body.method != "POST" or body.headers:
        return []
    soup = BeautifulSoup(html_of(answer), "html.parser")
    found = [Form(world, target, soup, form) for form in soup.select("form[method=post i]")]
    return [
        each
        for form in found
        if form.path not in (target.path, body.path) and "/admin/" in form.path
        for each in of_form(form)
    ][:1]


class Form:
    """A form of a view, filled in."""

    def __init__(self, world: World, target: Target, soup: BeautifulSoup, tag: Tag) -> None:
        self.world, self.target, self.tag = world, target, tag
        self.path = tag.get("action") or target.path
        self.is_of_page = tag.get("id") == PAGE_FORM
        self.elements = [
            each
            for each in soup.select("input, select, textarea, button, [data-controller~=w-block]")
            if each.get("form", tag.get("id")) == tag.get("id")
            and (each.get("form") or each.find_parent("form") is tag)
            and not each.has_attr("disabled")
            and "__prefix__" not in each.get("name", "")
        ]

    @property
    def buttons(self) -> list[Tag]:
        return [
            each
            for each in self.elements
            if (each.name == "button" and each.get("type", "submit") == "submit")
            or (each.name == "input" and each.get("type") in ("submit", "image"))
        ]

    @property
    def boxes(self) -> list[str]:
        """The names of the checkboxes that are not checked."""
        return list(
            dict.fromkeys(
                each["name"]
                for each in self.elements
                if each.get("type") == "checkbox"
                and each.get("name")
                and not each.has_attr("checked")
            )
        )

    def fields(self, word: str = "", ticked: tuple[str, ...] = ()) -> dict[str, object]:
        found: dict[str, object] = {}
        for each in self.elements:
            name, kind = each.get("name"), each.get("type", each.name)
            if "w-block" in each.get("data-controller", ""):
                found[f"{each['id']}-count"] = "0"
            elif not name or each.name == "button" or kind in UNSENT:
                continue
            elif kind == "checkbox":
                if each.has_attr("checked") or name in ticked:
                    found.setdefault(name, []).append(each.get("value") or "on")
            elif kind == "radio":
                if each.has_attr("checked") or not found.get(name):
                    found[name] = each.get("value", "")
            elif each.name == "select":
                found[name] = self.chosen(each)
            elif kind == "file":
                if each.has_attr("required") or name == "files[]":
                    found[name] = file_for(self.target.route)
            else:
                found[name] = self.text(each, kind, word)
        return found

    def chosen(self, tag: Tag) -> list[str]:
        values = [each.get("value", each.text) for each in tag.select("option[selected]")]
        options = [each.get("value", each.text) for each in tag.select("option")]
        if not values and not tag.has_attr("multiple"):
            values = options[:1]
        if tag.has_attr("required") and not any(values):
            values = [each for each in options if each][:1]
        return values

    def text(self, tag: Tag, kind: str, word: str) -> str:
        name = tag["name"]
        value = tag.text.removeprefix("\n") if kind == "textarea" else tag.get("value", "")
        if name == "reason":
            return REASON
        is_text = (
            kind == "textarea" or kind == "text" and name.endswith(("title", "name", "_es", "_en"))
        )
        if word and is_text:
            return f"{value} {word}".strip()
        if value or not tag.has_attr("required"):
            return value
        if "external" in name:
            return "https://example.org/"
        return {
            "hidden": str(self.world.section.pk),
            "email": "nueva@example.org",
            "url": "https://example.org/",
            "number": "80",
            "date": "2030-01-01",
            "textarea": "Un texto",
        }.get(kind, "/otra" if name == "old_path" else "un-texto")


def of_form(form: Form) -> Iterator[Body]:
    """Yield a form filled in, with all checkboxes checked, with each alone, for each button."""
    if form.is_of_page:
        yield from of_page_form(form)
        return
    route = form.target.route
    words = {"word": WORD} if route.startswith(ROUTES_OF_TEXTS) else {}
    boxes = form.boxes if route.startswith(("admin/pages/", "admin/bulk/")) else []
    ways = {"": words}
    if boxes:
        ways["all ticked"] = words | {"ticked": tuple(boxes)}
    if 1 < len(boxes) < 5:
        ways |= {f"{box} ticked": words | {"ticked": (box,)} for box in boxes}
    for way, options in ways.items():
        fields = form.fields(**options)
        fields |= {name: "otra-palabra" for name in ("new_slug", "slug") if name in fields}
        if "words" in fields:
            fields["words"] = "visa, visado"
        yield from pressing(form, fields, way)


def pressing(form: Form, fields: dict, way: str = "") -> Iterator[Body]:
    """Yield the requests of a form, one for each button."""
    for button in form.buttons:
        name, value = button.get("name"), button.get("value", "")
        label = f"{name}={value}" if name else "send"
        sent = fields | ({name: value} if name else {})
        yield Body(f"{label} {way}".strip(), button.get("formaction") or form.path, sent)


def of_page_form(form: Form) -> Iterator[Body]:
    """Yield the requests of a page editor, its scripts and dialogs: changed, or unchanged."""
    fields = form.fields(WORD)
    if form.target.route.startswith("admin/pages/add/"):
        fields["slug"] = "una-nueva"
    yield from pressing(form, fields)
    publish, urgent = {"action-publish": "action-publish"}, {"action-publish": "is-urgent"}
    tomorrow = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for label, extra in {
        "urgent": urgent,
        "schedule": publish | {"go_live_at": tomorrow},
        "schedule, urgent": urgent | {"go_live_at": tomorrow},
        "approve": {"action-workflow-action": "true", "workflow-action-name": "approve"},
    }.items():
        yield Body(label, form.path, fields | extra)
    loaded = fields.get("loaded_revision_id", "")
    for label, extra in {
        "autosave": {},
        "autosave over": {"overwrite_revision_id": loaded},
    }.items():
        yield Body(label, form.path, fields | extra, {"accept": "application/json"})
    if "revisions" not in form.target.route:
        yield Body("preview", f"{form.path}preview/", fields)
    if form.target.route.startswith("admin/pages/add/"):
        return
    same = form.fields()
    for label, extra in {
        "publish as it is": publish,
        "correct as it is": {"action-publish": "corrects-an-error"},
        "approve as it is": {"action-workflow-action": "true", "workflow-action-name": "approve"},
    }.items():
        yield Body(label, form.path, same | extra)
