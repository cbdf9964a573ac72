"""File columns that look at a file before they keep it: the one way that all uploads take.

Django stores whatever a form, a view or a script gives to a model through the class that is a
field's `attr_class`. Fields of packages' models get one of these too (`package_fields`).
"""

from io import BytesIO

from django.core.files.base import File
from django.db import models
from django.db.models import Model
from django.db.models.fields.files import FieldFile, ImageFieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from .documents import check_document
from .names import short_name
from .picture_form_field import PictureFormField
from .picture_headers import header_size
from .pictures import clean_picture


class CheckedFileMixin:
    """A file of a model that is stored only as `taken` returns it."""

    @property
    def is_new(self) -> bool:
        return bool(self) and not self._committed

    def commit(self) -> None:
        """Store the file if that is still to be done; the model itself is not saved."""
        if self.is_new:
            self.save(self.name, self.file, save=False)

    def taken(self, name: str, content: File) -> File:
        """Return what is stored of an upload, with its name; raise `ValidationError`."""
        raise NotImplementedError

    def save(self, name: str, content: File, save: bool = True) -> None:
        kept = self.taken(name, content)
        super().save(kept.name, kept, save=save)


class CheckedFieldMixin:
    """A file column of ours, which tells a form why it does not take a file."""

    def clean(self, value: FieldFile, model_instance: Model) -> FieldFile:
        value = super().clean(value, model_instance)
        if value.is_new:
            value.file = value.taken(value.name, value.file)
        return value


class PictureFieldFile(CheckedFileMixin, WagtailImageFieldFile):
    """Stores pictures only as `clean_picture` leaves them, and notes size and hash of that."""

    def taken(self, name: str, content: File) -> File:
        return clean_picture(content)

    def save(self, name: str, content: File, save: bool = True) -> None:
        picture = self.taken(name, content)
        self.instance.file_size = picture.size
        self.instance.file_hash = hash_filelike(BytesIO(picture.getvalue()))
        super().save(name, picture, save=save)

    def get_image_dimensions(self):
        """Width and height from the header: Wagtail's own way decodes the whole picture."""
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
    """A document that `check_document` has let pass under its name, once for all."""


class DocumentFieldFile(CheckedFileMixin, FieldFile):
    """Stores only what `check_document` lets pass."""

    def taken(self, name: str, content: File) -> File:
        if isinstance(content, CheckedDocument) and content.name == name:
            return content
        check_document(content, name)
        return CheckedDocument(content, name)


class DocumentField(CheckedFieldMixin, models.FileField):
    attr_class = DocumentFieldFile


class WaitingFieldFile(CheckedFileMixin, FieldFile):
    """A file that waits for its form (`UploadedFile`): stored as the model will that it is for.

    Wagtail keeps an upload as it came until the fields that are required (consent) are filled
    in, and for good if they never are.
    """

    def taken(self, name: str, content: File) -> File:
        model = self.instance.for_content_type.model_class()
        kept = model().file.taken(name, content)
        kept.name = short_name(kept.name)
        return kept


class NoFieldFile(CheckedFileMixin, ImageFieldFile):
    """Stores nothing.

    Wagtail's profile has a picture that keeps what a photo tells of place and author, and decodes
    files of any size and format. Nobody would see it: of the media only renditions are public.
    """

    def save(self, name: str, content: File, save: bool = True) -> None:
        self.name = ""
        setattr(self.instance, self.field.attname, "")
        self._committed = True
        if save:
            self.instance.save()
