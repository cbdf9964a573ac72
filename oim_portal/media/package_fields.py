"""File fields in the models of packages, and the classes that validate their files.

They cannot be declared as ours are, so the class that stores their files is set once all models are
loaded. A system check reports a field that is missing here.
"""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import FileField
from wagtail.images.models import AbstractRendition

from oim_portal.wagtail_compat.patches import store_files_by

from .fields import (
    CheckedFileMixin,
    DiscardingFieldFile,
    DocumentFieldFile,
    PendingUploadFieldFile,
    PictureFieldFile,
)

FIELDS = {
    "wagtailcore.UploadedFile.file": PendingUploadFieldFile,
    "wagtailusers.UserProfile.avatar": DiscardingFieldFile,
    # Wagtail's own models, which the portal replaces.
    "wagtaildocs.Document.file": DocumentFieldFile,
    "wagtailimages.Image.file": PictureFieldFile,
}


def connect() -> None:
    for path, file_class in FIELDS.items():
        label, _dot, name = path.rpartition(".")
        store_files_by(label, name, file_class)


@register()
def uploads_are_checked(app_configs, **kwargs) -> list[Error]:
    """Check that every file column of an installed app stores its files by a class of `fields`."""
    return [
        Error(
            f"{field} stores files as they come: with positions and macros, of any kind and size.",
            hint=(
                "Declare it as PictureField or DocumentField of oim_portal.media.fields. For the "
                "model of a package, add a line to FIELDS in oim_portal/media/package_fields.py."
            ),
            obj=field,
            id="media.E001",
        )
        for field in upload_fields()
        if not issubclass(field.attr_class, CheckedFileMixin)
    ]


def upload_fields() -> Iterator[FileField]:
    """Yield the file columns of all models but renditions, which the portal makes itself."""
    for model in apps.get_models(include_auto_created=True, include_swapped=True):
        if not issubclass(model, AbstractRendition):
            yield from (each for each in model._meta.local_fields if isinstance(each, FileField))
