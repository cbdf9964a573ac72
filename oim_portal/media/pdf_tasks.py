"""Reading of PDF documents in the slow queue, each time that a file is stored."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task
from PIL import Image

from oim_portal.settings.task_queues import SLOW

from . import pdf_reading
from .models import PdfReading, PortalDocument


def follow(document: PortalDocument) -> None:
    """Have a new file read, and forget at once what was read of the one that it replaces."""
    reading = PdfReading.objects.filter(document=document).first()
    if reading and reading.file_name != document.file.name:
        reading.delete()
        reading = None
    if not reading and document.file_extension.lower() == "pdf":
        read_pdf.enqueue(document.pk)


@task(queue_name=SLOW)
def read_pdf(document_pk: int) -> None:
    """Store what a PDF says, unless it has been deleted, or replaced meanwhile."""
    document = PortalDocument.objects.filter(pk=document_pk).first()
    if document is None:
        return
    name = document.file.name
    try:
        with document.file.storage.open(name) as file:
            data = file.read()
    except FileNotFoundError:
        return
    found = pdf_reading.read(data)
    cover = pdf_reading.draw_cover(data) if found["state"] == PdfReading.State.READ else None
    with transaction.atomic():
        current = PortalDocument.objects.select_for_update(no_key=True).filter(pk=document_pk)
        if current.values_list("file", flat=True).first() == name:
            store(PdfReading(document_id=document_pk, file_name=name, **found), cover)


def store(reading: PdfReading, cover: bytes | None) -> None:
    default_storage.delete(reading.cover_name)
    if cover:
        with Image.open(BytesIO(cover)) as picture:
            reading.cover_width, reading.cover_height = picture.size
        default_storage.save(reading.cover_name, ContentFile(cover))
    for name in ("title", "language"):
        field = reading._meta.get_field(name)
        setattr(reading, name, pdf_reading.cleaned(getattr(reading, name))[: field.max_length])
    reading.save()
