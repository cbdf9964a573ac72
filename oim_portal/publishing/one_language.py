"""Publishing one language of a draft while the other is still being written, and keys of its rows.

An inline row that is new in a revision has no primary key there, and publishing would add it to the
page each time. So a revision that is published, and the newest draft, get the keys of the rows that
are public now.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from pages.models import BasePage
from pages.models.picture import PictureMixin

from .approval import says_what_was_submitted
from .digest import (
    LANGUAGES,
    content_of,
    digest,
    public_fields,
    row_content,
    row_fields,
    row_text,
    sort_key,
)
from .publish import publish_as_read
from .register import lines, mark_read


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


def languages_changed(public: BasePage, draft: BasePage) -> list[str]:
    """Return the languages in which a draft differs from the public page."""
    if public.single_language:
        return []
    return [code for code in LANGUAGES if digest_in(public, code) != digest_in(draft, code)]


def digest_in(page: BasePage, code: str) -> str:
    """Return the digest of a page's text in one language, its inline rows included."""
    model, content = type(page), content_of(page)
    said = {name: content[name] for name in columns_in(model, code)}
    for name in row_lists(model):
        rows: Any = model._meta.get_field(name)
        columns = {"sort_order", *columns_in(rows.related_model, code)}
        said[name] = [
            {column: value for column, value in row.items() if column in columns}
            for row in content.get(name, [])
        ]
    return digest(model, said)


def columns_in(model: type[models.Model], code: str) -> Iterator[str]:
    names = public_fields(model) if issubclass(model, BasePage) else row_fields(model)
    return (name for name in names if name.endswith(f"_{code}"))


@transaction.atomic
def publish_language(
    page: BasePage, shown: Revision, code: str, user, reason: str = "", *, correction: bool = False
) -> bool:
    """Publish one language of a revision that a person was shown; return whether that is allowed.

    The public page gets it as a revision without an author: its writers are those of the draft. Its
    date is the draft's, if that is in the future. The newest draft is saved again on top, with the
    rest, and stays in review if it was: this reading does not count for what waits. Returns False,
    with nothing changed, if somebody else has to read the text first; otherwise as
    `publish_as_read`.
    """
    whole, now = digest(type(page), shown.content), timezone.now()
    if not reason and not mark_read(page, whole, user, correction=correction):
        return False
    newest = page.get_latest_revision()
    submitted = submitted_draft(page, newest)
    public = in_one_language(page, shown, code)
    revision = public.save_revision(log_action=False)
    if not publish_as_read(page, revision, user, reason, correction=correction):
        transaction.set_rollback(True)
        return False
    lines(page).filter(digest=whole, reader=user, at__gte=now).update(revoked_at=now)
    save_draft_again(page, newest, submitted)
    return True


def in_one_language(page: BasePage, draft: Revision, code: str) -> BasePage:
    """Return the public page with one language of a draft, unsaved; its date to come, too."""
    public, source = type(page).objects.get(pk=page.pk), draft.as_object()
    take_over(public, source, code)
    if source.go_live_at and source.go_live_at > timezone.now():
        public.go_live_at = source.go_live_at
    return public


def submitted_draft(page: BasePage, draft: Revision) -> WorkflowState | None:
    """Return the workflow of a page if it reviews the text of a draft."""
    state = page.current_workflow_task_state
    return state.workflow_state if state and says_what_was_submitted(state, draft) else None


def save_draft_again(page: BasePage, draft: Revision, submitted: WorkflowState | None) -> None:
    """Save a draft on top of a revision published after it; review it again if it was submitted.

    The publication has ended the workflow, though its text is still to be read. If the draft is
    still scheduled (`keep_hours`), it is so as the newest.
    """
    public = type(page).objects.get(pk=page.pk)
    fill_in(draft.content, public)
    thing = draft.as_object()
    thing.live, thing.live_revision = public.live, public.live_revision
    again = thing.save_revision(user=draft.user, clean=False)
    dated = Revision.objects.filter(pk=draft.pk, approved_go_live_at__isnull=False)
    for hour in dated.values_list("approved_go_live_at", flat=True):
        dated.update(approved_go_live_at=None)
        Revision.objects.filter(pk=again.pk).update(approved_go_live_at=hour)
    if submitted and not public.workflow_in_progress:
        submitted.workflow.start(type(page).objects.get(pk=page.pk), submitted.requested_by)


def take_over(public: BasePage, draft: BasePage, code: str) -> None:
    """Copy one language of a draft to a public page, in its inline rows too.

    A row that the draft adds comes if it says something in this language, with what all languages
    share of it, such as the day of a correction; one with a picture or a file waits. A row that the
    draft leaves out stays where it is. Rows without text, such as events, wait with the fields that
    both languages share.
    """
    if code == settings.LANGUAGE_CODE:
        public.title = draft.title
    copy_columns(draft, public, code)
    for name in row_lists(type(public)):
        rows: Any = public._meta.get_field(name)
        if any(columns_in(rows.related_model, code)):
            take_over_rows(public, draft, name, code)


def take_over_rows(public: BasePage, draft: BasePage, name: str, code: str) -> None:
    before = in_order(public, name)
    by_key = {row.pk: row for row in before}
    rows = []
    for row in in_order(draft, name):
        public_row = by_key.get(row.pk) or new_row(row, code)
        if public_row:
            copy_columns(row, public_row, code)
            rows.append(public_row)
    for place, row in enumerate(before):
        if row not in rows:
            above = rows.index(before[place - 1]) + 1 if place else 0
            rows.insert(above, row)
    for number, row in enumerate(rows):
        row.sort_order = number
    setattr(public, name, rows)


def new_row(row: models.Model, code: str) -> models.Model | None:
    """Return a row with what all languages share of another.

    None if that says nothing in one, or shows a picture or a file, which is for all languages.
    """
    if not any(getattr(row, name) for name in columns_in(type(row), code)):
        return None
    shared = set(row_fields(type(row))).difference(
        *(columns_in(type(row), code) for code in LANGUAGES)
    )
    if any(isinstance(getattr(row, name), models.Model) for name in shared):
        return None
    return type(row)(**{name: getattr(row, name) for name in shared})


def in_order(page: BasePage, name: str) -> list[models.Model]:
    """Return a page's rows in the order of the database: rows without a number last."""
    return sorted(getattr(page, name).all(), key=lambda row: sort_key(row.sort_order))


def copy_columns(source: Any, target: Any, code: str) -> None:
    """Copy one language of a page or row; the words for another picture wait with that picture."""
    is_other = isinstance(target, PictureMixin) and target.image_id not in (None, source.image_id)
    for name in columns_in(type(source), code):
        if not (is_other and name.startswith("image_alt_")):
            setattr(target, name, getattr(source, name))
