"""Tags of pictures and documents: how a text is read as tags, and what a tag may be called.

Wagtail's field would show '<img …>' as a picture, and run its script. Forms say so at the field;
whatever else writes a tag (a bulk action, the API, code) is refused.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from taggit.models import Tag
from taggit.utils import _parse_tags

from oim_portal.web.characters import clean

REFUSED = set("<>")


def tags_of(text: str) -> list[str]:
    """Return the tags of a text as taggit reads it (`TAGGIT_TAGS_FROM_STRING`), without empty ones.

    taggit offers its own reading to no setting. A tag has single blanks, since people choose it by
    what they see.
    """
    return sorted({tag for each in _parse_tags(text) if (tag := " ".join(clean(each).split()))})


def check_tag_names(names: Iterable[str]) -> None:
    """Raise ValidationError for names with signs of HTML."""
    refused = [name for name in names if REFUSED.intersection(name)]
    if refused:
        raise ValidationError(
            _("Write tags without the signs < and >: %(tags)s."),
            params={"tags": ", ".join(refused)},
        )


class TagNamesMixin:
    """A form with tags."""

    def clean_tags(self) -> list[str]:
        tags = super().clean_tags()
        check_tag_names(tags)
        return tags


@receiver(pre_save, sender=Tag, dispatch_uid="media.check_tag")
def check_tag(sender, instance: Tag, raw: bool = False, **kwargs) -> None:
    if raw:
        return
    try:
        check_tag_names([instance.name])
    except ValidationError as error:
        raise ValidationError({"name": error}) from error
