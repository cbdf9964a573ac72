"""File fields that validate a file before they store it, on every path of an upload.

Django stores each file that a form, a view or a script assigns to a model through the class in a
field's `attr_class`. Fields of packages' models get one of these too (`package_fields`).
"""

from io import BytesIO

from django import forms
from django.core.files.base import File
from django.db import models
from django.db.models import Model
from django.db.models.fields.files import FieldFile, ImageFieldFile
from wagtail.images.fields import WagtailImageField as WagtailImageFormField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from oim_portal.wagtail_compat.django_private import is_stored, mark_stored

from .documents import check_document
from .file_names import short_name
from .picture_headers import header_size
from .pictures import clean_picture


class PictureFormField(WagtailImageFormField):
    """Returns an upload as the portal stores it, or reports why it is refused.

    Wagtail's own field decodes the picture to determine its size, before any limit: a decompression
    bomb takes effect there, and a truncated file is an error 500.
    """

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        self.run_validators(upload)
        self.check_image_file_size(upload)
        return clean_picture(upload)


class CheckedFileMixin:
    """A file of a model that is stored only as `validated` returns it."""

    @property
    def is_new(self) -> bool:
        return bool(self) and not is_stored(self)

    def commit(self) -> None:
        """Store the file unless it is stored already; the model itself is not saved."""
        if self.is_new:
            self.save(self.name, self.file, save=False)

    def validated(self, name: str, content: File) -> File:
        """Return the file to store for an upload, with its name; raise `ValidationError`."""
        raise NotImplementedError

    def save(self, name: str, content: File, save: bool = True) -> None:
        kept = self.validated(name, content)
        super().save(kept.name, kept, save=save)


class CheckedFieldMixin:
    """A file field of ours, which reports errors to the form."""

    def clean(self, value: FieldFile, model_instance: Model) -> FieldFile:
        value = super().clean(value, model_instance)
        if value.is_new:
            value.file = value.validated(value.name, value.file)
        return value


class PictureFieldFile(CheckedFileMixin, WagtailImageFieldFile):
    """Stores images only as `clean_picture` returns them, with the size and hash of that file."""

    def validated(self, name: str, content: File) -> File:
        return clean_picture(content)

    def save(self, name: str, content: File, save: bool = True) -> None:
        picture = self.validated(name, content)
        self.instance.file_size = picture.size
        self.instance.file_hash = hash_filelike(BytesIO(picture.getvalue()))
        super().save(name, picture, save=save)

    def get_image_dimensions(self):
        """Return width and height from the header: Wagtail's method decodes the whole picture."""
        close = self.closed
        self.open()
        try:
            return header_size(self)
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class PictureField(CheckedFieldMixin, WagtailImageField):
    attr_class = PictureFieldFile

    def formfield(self, **kwargs) -> PictureFormField:
        return super().formfield(**{"form_class": PictureFormField, **kwargs})


class CheckedDocument(File):
    """A document that `check_document` has accepted under its name, so that it is checked once."""


class DocumentFieldFile(CheckedFileMixin, FieldFile):
    """Stores only files that `check_document` accepts."""

    def validated(self, name: str, content: File) -> File:
        if isinstance(content, CheckedDocument) and content.name == name:
            return content
        check_document(content, name)
        return CheckedDocument(content, name)

    def save(self, name: str, content: File, save: bool = True) -> None:
        self.instance.file_size = content.size
        super().save(name, content, save=save)


class DocumentField(CheckedFieldMixin, models.FileField):
    attr_class = DocumentFieldFile


class PendingUploadFieldFile(CheckedFileMixin, FieldFile):
    """A pending upload (`UploadedFile`), stored as the model for which it is meant would store it.

    Wagtail stores an upload unchanged until the required fields (consent) are filled in, and for
    ever if they never are.
    """

    def validated(self, name: str, content: File) -> File:
        model = self.instance.for_content_type.model_class()
        kept = model().file.validated(name, content)
        kept.name = short_name(kept.name)
        return kept


class DiscardingFieldFile(CheckedFileMixin, ImageFieldFile):
    """Stores nothing.

    The avatar in Wagtail's profile keeps the position and author in a photo's metadata, and decodes
    files of any size and format. It would never be shown: only renditions are public among the
    media.
    """

    def save(self, name: str, content: File, save: bool = True) -> None:
        self.name = ""
        setattr(self.instance, self.field.attname, "")
        mark_stored(self)
        if save:
            self.instance.save()
