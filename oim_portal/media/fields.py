"""File columns that look at a file before they keep it: the one door that all uploads pass."""

from io import BytesIO

from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from .documents import check_document
from .picture_headers import header_size
from .pictures import clean_picture


class NewFileMixin:
    """A file of a model that can tell whether it is still to be stored."""

    @property
    def is_new(self) -> bool:
        return bool(self) and not self._committed

    def commit(self) -> None:
        """Store the file if that is still to be done; the model itself is not saved."""
        if self.is_new:
            self.save(self.name, self.file, save=False)


class PictureFieldFile(NewFileMixin, WagtailImageFieldFile):
    """Stores pictures only as `clean_picture` leaves them, and notes size and hash of that."""

    def save(self, name, content, save=True):
        picture = clean_picture(content)
        self.instance.file_size = picture.size
        self.instance.file_hash = hash_filelike(BytesIO(picture.getvalue()))
        super().save(picture.name, picture, save=save)

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


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile


class DocumentFieldFile(NewFileMixin, FieldFile):
    """Stores only what `check_document` lets pass."""

    def save(self, name, content, save=True):
        check_document(content, name)
        super().save(name, content, save=save)


class DocumentField(models.FileField):
    attr_class = DocumentFieldFile
