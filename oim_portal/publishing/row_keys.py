"""Primary keys of inline rows, in the revisions that hold the public text.

A row that is new in a revision has no key there, and publishing would add it to the page each time.
So a revision that is published, and the newest draft, get the keys of the rows that are public now.
"""

from typing import Any

from django.db import models
from wagtail.models import Revision

from pages.models import BasePage

from .digest import LANGUAGES, public_fields, row_content, row_text


def row_lists(model: type[BasePage]) -> list[str]:
    return [name for name in public_fields(model) if model._meta.get_field(name).one_to_many]


def record_row_keys(
    sender: type[BasePage], instance: BasePage, revision: Revision, **kwargs
) -> None:
    """Write the keys of public rows into the published revision and into the newest draft."""
    if not row_lists(sender):
        return
    # Loaded again: somebody may have saved one since publishing began.
    keys = {revision and revision.pk, instance.latest_revision_id} - {None}
    for version in Revision.objects.filter(pk__in=keys):
        if fill_in(version.content, instance):
            Revision.objects.filter(pk=version.pk).update(content=version.content)


def fill_in(content: dict[str, Any], page: BasePage) -> bool:
    """Give each row without a key that of the equal public row; return whether any got one."""
    found = False
    for name in row_lists(type(page)):
        rows = content.get(name) or []
        new = [row for row in rows if row.get("pk") is None]
        if not new:
            continue
        named = {row["pk"] for row in rows}
        model = page._meta.get_field(name).related_model
        left = list(model._default_manager.filter(page=page.pk).exclude(pk__in=named - {None}))
        for row in new:
            twin = next((each for each in left if says_the_same(row, each)), None)
            if twin is not None:
                row["pk"], found = twin.pk, True
                left.remove(twin)
    return found


def says_the_same(row: dict[str, Any], public: models.Model) -> bool:
    """Return whether a row equals a public one, in at least one language."""
    ours, theirs = row_text(type(public), row), row_text(type(public), row_content(public))
    return ours == theirs or any(
        texts_in(ours, code) == texts_in(theirs, code) != {} for code in LANGUAGES
    )


def texts_in(text: dict[str, Any], code: str) -> dict[str, Any]:
    return {name: value for name, value in text.items() if name.endswith(f"_{code}")}
