"""Form mixin that asks for confirmation before the file of an image in use is replaced.

A new file is visible at once wherever the image is used. The form lists these usages, with a
checkbox to confirm.
"""

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.admin_url_finder import AdminURLFinder

CONFIRMATION = "replace_everywhere"


class ReplacementMixin:
    """Adds the confirmation to the form of an image that is used."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if "file" not in self.fields or not getattr(self.instance, "pk", None):
            return
        places = [place for place, _references in self.instance.get_usage()]
        if not places:
            return
        label = ngettext(
            "With a new file, change the picture in the place where it is used",
            "With a new file, change the picture in the %(count)d places where it is used",
            len(places),
        ) % {"count": len(places)}
        self.fields[CONFIRMATION] = forms.BooleanField(
            label=label,
            required=False,
            help_text=format_html(
                '{}. <a href="{}">{}</a>',
                links_to(places, user),
                reverse("replace_photo", args=[self.instance.pk]),
                _("Replace it with its texts"),
            ),
        )
        names = list(self.fields)
        names.insert(names.index("file") + 1, names.pop())
        self.order_fields(names)

    def clean(self):
        cleaned_data = super().clean()
        is_asked = CONFIRMATION in self.fields and "file" in self.changed_data
        if is_asked and not cleaned_data.get(CONFIRMATION):
            text = _(
                "Nothing was changed. Choose the file again and tick this; or add the file as "
                "a new picture, and choose it where you want it."
            )
            self.add_error(CONFIRMATION, text)
        return cleaned_data


def links_to(places: list, user) -> SafeString:
    """Return the titles of objects that use an image, linked if the user may edit them."""
    finder = AdminURLFinder(user)
    titles = []
    for place in places:
        title, url = capfirst(str(place)), finder.get_edit_url(place)
        titles.append(format_html('<a href="{}">{}</a>', url, title) if url else title)
    return format_html_join(", ", "{}", ([title] for title in titles))
