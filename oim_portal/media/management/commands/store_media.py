"""`store_media`: copy the files in the media folder to the object storage of the settings."""

from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = (
        "Copy pictures and documents from PORTAL_VAR/media to the object storage of "
        "PORTAL_MEDIA_STORE. What is there already stays as it is, so that it may be run again."
    )

    def handle(self, *args, **options):
        if isinstance(default_storage, FileSystemStorage):
            raise CommandError("PORTAL_MEDIA_STORE names no object storage.")
        folder = Path(settings.MEDIA_ROOT)
        count = 0
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if not path.is_file() or default_storage.exists(name):
                continue
            with path.open("rb") as file:
                default_storage.save(name, File(file))
            count += 1
        self.stdout.write(f"{count} files were brought in.")
