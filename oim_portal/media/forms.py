"""Forms for images and documents: in the admin, in choosers and in multiple uploads."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext
from modeltranslation.utils import build_localized_fieldname
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .fields import PictureFormField
from .tags import TagNamesMixin
from .tasks import prepare

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


class PictureForm(ReplacementMixin, TagNamesMixin, BaseImageForm):
    """Base of the form in `WAGTAILIMAGES_IMAGE_FORM_BASE`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Wagtail sets the class of this field in a function that cannot be configured.
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureFormField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "consent" in self.fields:
            # Its options are wider than the screen of a phone.
            self.fields["consent"].widget.attrs["class"] = "w-w-full"
            if self.instance.pk:
                self.fields["consent"].help_text = format_html(
                    '{} <a class="button button-small button-secondary" href="{}">{}</a>',
                    self.fields["consent"].help_text,
                    reverse("withdraw_consent", args=[self.instance.pk]),
                    _("Withdraw the consent"),
                )
        for code, _name in settings.LANGUAGES:
            name = build_localized_fieldname("description", code)
            if name in self.fields:
                self.fields[name].widget.attrs["lang"] = code

    def save(self, commit=True):
        image = super().save(commit=commit)
        if commit and "file" in self.changed_data:
            # Wagtail deletes all renditions after the new file is saved, the new ones too.
            prepare(image)
        return image


class ChosenPictureField(forms.ModelChoiceField):
    """Choice of a picture; one that was deleted while the form was open is none: it is saved."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if str(value).isdecimal():
                return None
            raise


class DocumentForm(TagNamesMixin, BaseDocumentForm):
    """Base of the form in `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
