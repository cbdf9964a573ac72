"""File fields in the models of packages, and the classes that validate their files.

They cannot be declared as ours are, so the class that stores their files is set once all models are
loaded. `checks` reports a field that is missing here.
"""

from oim_portal.wagtail_compat.patches import store_files_by

from .fields import DiscardingFieldFile, DocumentFieldFile, PendingUploadFieldFile, PictureFieldFile

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
