"""Tags of images and documents: parsing and validation of their names.

Wagtail's field would render '<img …>' as HTML, and run its script. Forms report the error at the
field; for any other code that creates a tag (a bulk action, the API, a script) an exception is
raised.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from taggit.models import Tag

from oim_portal.wagtail_compat.packages_private import parse_tags
from oim_portal.web.characters import clean

REFUSED = set("<>")


def tags_of(text: str) -> list[str]:
    """Return the tags of a text, without invisible ones, for `TAGGIT_TAGS_FROM_STRING`.

    taggit's own parser has no public name. White space in a tag is collapsed, since users choose
    tags by their look.
    """
    return sorted({tag for each in parse_tags(text) if (tag := " ".join(clean(each).split()))})


def check_tag_names(names: Iterable[str]) -> None:
    """Raise ValidationError for names with angle brackets."""
    refused = [name for name in names if REFUSED.intersection(name)]
    if refused:
        raise ValidationError(
            _("Write tags without the signs < and >: %(tags)s."),
            params={"tags": ", ".join(refused)},
        )


class TagNamesMixin:
    """Form mixin that validates tags."""

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
