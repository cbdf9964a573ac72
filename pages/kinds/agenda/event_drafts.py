"""The event of the history that a past activity becomes: a draft, by the label of its page type.

The key of the event follows from that of its activity, and no two pages have one key: so an
activity becomes one event, however often somebody presses.
"""

from uuid import UUID, uuid5

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext, override

from pages.contract import parents_of
from pages.languages import language_codes
from pages.models import BasePage
from pages.models.published import PortalPageQuerySet

from .models import ActivityPage

User = AbstractBaseUser | AnonymousUser

EVENT = "history.HistoryEventPage"
NAME = UUID("5c0c1c0e-7d1f-4d1b-9a53-3f0f8d5f3f0a")  # of this use of keys; permanent
#: Fields that activity and event have alike; the texts of each language besides.
ALIKE = ("image", "image_decorative")
ALIKE_IN_EACH_LANGUAGE = ("display_title", "image_alt")


def history_above() -> BasePage | None:
    """Return the public page below which events are added."""
    (model,) = parents_of(event_model())
    return model.objects.published().order_by("path").first()


def event_model() -> type[BasePage]:
    return apps.get_model(EVENT)


def may_become_event(activity: ActivityPage, user: User) -> bool:
    """Return whether a user may make an event of an activity: it is public, past and took place."""
    if not activity.live or not activity.is_past or activity.is_cancelled:
        return False
    above = history_above()
    return above is not None and above.permissions_for_user(user).can_add_subpage()


def key_of(activity: ActivityPage) -> UUID:
    return uuid5(NAME, str(activity.translation_key))


def made_of(activity: ActivityPage) -> PortalPageQuerySet:
    """Return the event that was made of an activity: public, a draft, or in the trash."""
    return event_model().objects.filter(translation_key=key_of(activity))


@transaction.atomic
def make_event(activity: ActivityPage, user: User) -> tuple[BasePage, bool]:
    """Make the draft, unless there is one; the second value tells whether there was none."""
    list(ActivityPage.objects.select_for_update(of=("self",)).filter(pk=activity.pk).values("pk"))
    if event := made_of(activity).first():
        return event, False
    columns = [f"{name}_{code}" for name in ALIKE_IN_EACH_LANGUAGE for code in language_codes()]
    same = {name: getattr(activity, name) for name in (*ALIKE, *columns)}
    texts = {f"text_{code}": text_with_link(activity, code) for code in language_codes()}
    event = event_model()(
        title=activity.title,
        translation_key=key_of(activity),
        date=date_of(activity),
        live=False,
        owner=user,
        **same,
        **texts,
    )
    history_above().add_child(instance=event)
    event.save_revision(user=user, log_action=True)
    return event, True


def date_of(activity: ActivityPage) -> str:
    """Return the days in EDTF, as the history writes dates."""
    first, last = activity.first_day.isoformat(), activity.end_day.isoformat()
    return first if first == last else f"{first}/{last}"


def text_with_link(activity: ActivityPage, language: str) -> str:
    """Return the text with a link back; '' where the page has no title in a language."""
    if language not in activity.translated_languages():
        return ""
    with override(language):
        words = gettext("From the agenda: %s") % getattr(activity, f"display_title_{language}")
        link = format_html('<p><a linktype="page" id="{}">{}</a></p>', activity.pk, words)
    return f"{getattr(activity, f'text_{language}') or ''}{link}"
