"""`export_site`: write all that is public to a folder, for another system."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Site

import oim_portal
from oim_portal.open_data.cells import write_csv
from oim_portal.publishing.digest import content_of, public_fields
from pages.languages import language_codes
from pages.models import BasePage

#: Addresses of files in a page: renditions of pictures, and documents.
FILES = re.compile(rf"(?:{re.escape(settings.MEDIA_URL)}|/documents/)[^\"'\s<>,)?#]+")


class Command(BaseCommand):
    help = (
        "Write every public page to a new folder, as JSON with the texts of all languages and as"
        " HTML as visitors get it, with the files that the pages show and the redirects as CSV."
        " index.json lists everything. What is not public is not there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")

    def handle(self, *args, folder: Path, **options) -> None:
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made, or exists: {error.strerror}.") from error
        self.folder = folder
        self.client = Client(
            raise_request_exception=False, headers={"host": urlsplit(settings.PORTAL_URL).netloc}
        )
        files: dict[str, str] = {}
        pages, failed = [], []
        for page in public_pages():
            by_language: dict[str, str] = {}
            name = f"pages/{page.pk}.json"
            with override(settings.LANGUAGE_CODE):  # a request leaves its language behind
                self.write(name, json_bytes(record(page)))
            for code, url in urls_of(page).items():
                html = self.fetch(url)
                if html is None:
                    failed.append(url)
                    continue
                by_language[code] = f"site{unquote(url)}index.html"
                self.write(by_language[code], html)
                for path in FILES.findall(unescape(html.decode())):
                    files.setdefault(path, f"site{unquote(path)}")
            kind = page._meta.label
            pages.append({"id": page.pk, "type": kind, "json": name, "html": by_language})
        for path in list(files):
            data = self.fetch(path)
            if data is None:  # a file that is private, or missing
                del files[path]
            else:
                self.write(files[path], data)
        with override(settings.LANGUAGE_CODE):
            redirects = redirects_to({page["id"] for page in pages})
        self.write("redirects.csv", write_csv(["from", "to", "permanent"], redirects))
        index = {
            "site": settings.PORTAL_URL,
            "exported_at": timezone.now(),
            "portal_version": oim_portal.__version__,
            "languages": language_codes(),
            "pages": pages,
            "files": files,
            "pictures": pictures_of(files),
            "redirects": "redirects.csv",
        }
        self.write("index.json", json_bytes(index))
        self.stdout.write(f"{len(pages)} pages, {len(files)} files, {len(redirects)} redirects.")
        if failed:
            raise CommandError(f"{len(failed)} addresses have no page, the first: {failed[0]}")

    def fetch(self, url: str) -> bytes | None:
        """Return what a visitor without an account gets, or None for anything but a 200."""
        secure = settings.PORTAL_URL.startswith("https:")
        response: Any = self.client.get(url, secure=secure)
        return response.getvalue() if response.status_code == 200 else None

    def write(self, name: str, data: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def public_pages() -> Iterator[BasePage]:
    """Yield the public pages in tree order, those that are shown on another page too."""
    root = Site.objects.get(is_default_site=True).root_page
    pages = BasePage.objects.descendant_of(root, inclusive=True).published().public()
    yield from pages.order_by("path").specific()


def urls_of(page: BasePage) -> dict[str, str]:
    """Return the path of a page in each language; none if it is shown on another page."""
    if page.shown_on:
        return {}
    return {code: url for code in language_codes() if (url := page.url_in(code))}


def record(page: BasePage) -> dict[str, Any]:
    """Return what readers see of a page, by the contract of its type, and where it stands.

    `content` has the columns as a revision holds them, `related` the names of what they refer to by
    number.
    """
    model = type(page)
    columns = {field.name for field in model._meta.concrete_fields}
    dates = sorted(columns.intersection(model.schema_properties.values()))
    relations = [model._meta.get_field(name) for name in public_fields(model)]
    return {
        "id": page.pk,
        "parent": page.get_parent().pk,
        "type": model._meta.label,
        "urls": {code: page.url_in(code) for code in language_codes()},
        "first_published_at": page.first_published_at,
        "last_published_at": page.last_published_at,
        "content": content_of(page, dates),
        "related": {
            field.name: {thing.pk: str(thing) for thing in things_of(page, field)}
            for field in relations
            if field.many_to_many or field.many_to_one
        },
    }


def things_of(page: BasePage, field: Any) -> list[Any]:
    value = getattr(page, field.name)
    return list(value.all()) if field.many_to_many else [value] if value else []


def pictures_of(paths: Iterable[str]) -> dict[int, list[str]]:
    """Return those of the paths that show a picture, by its number, which pages refer to."""
    found: dict[int, list[str]] = {}
    names = [path.removeprefix(settings.MEDIA_URL) for path in paths]
    rows = get_image_model().get_rendition_model().objects.filter(file__in=names)
    for image, name in rows.order_by("file").values_list("image", "file"):
        found.setdefault(image, []).append(f"{settings.MEDIA_URL}{name}")
    return found


def redirects_to(pages: set[int]) -> list[tuple[str, str, str]]:
    """Return the redirects to these pages and to other sites, in the order of their paths."""
    found = Redirect.objects.select_related("redirect_page").order_by("old_path")
    return [
        (each.old_path, each.link or "", "yes" if each.is_permanent else "no")
        for each in found
        if each.redirect_page_id is None or each.redirect_page_id in pages
    ]


def json_bytes(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
