"""Tables of events as CSV files and workbooks, and their import through the admin."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oim_portal.open_data.models import EventImport

from .html import page
from .publishing_steps import REASON
from .staff import signed_in

IMPORTS = "/admin/historia/importar/"


def rows_of(data: bytes) -> list[dict[str, str]]:
    """Return the rows of an exported CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table_of(rows: list[dict[str, str]], separator: str = ",") -> bytes:
    """Return rows as a CSV file, with the columns of the first one."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def workbook_of(rows: list[list]) -> bytes:
    """Return rows as a workbook of Excel with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class EventImporter:
    """A user who imports events in the admin."""

    def __init__(self, user) -> None:
        self.client: Client = signed_in(user)

    def table(self) -> list[dict[str, str]]:
        """Return all events as the admin exports them."""
        return rows_of(self.client.get(f"{IMPORTS}hechos.csv").content)

    def upload(self, data: bytes | list[dict[str, str]], name: str = "hechos.csv"):
        """Upload a file; return the response: a redirect to its preview, or the invalid form."""
        data = data if isinstance(data, bytes) else table_of(data)
        file = SimpleUploadedFile(name, data, content_type="text/csv")
        return self.client.post(IMPORTS, {"file": file})

    def preview(self, data: bytes | list[dict[str, str]]):
        """Upload a valid file, and return the plan in its preview."""
        answer = self.upload(data)
        assert answer.status_code == 302, page_text(answer)
        return self.client.get(answer["Location"]).context["plan"]

    def mistakes(self, data: bytes | list[dict[str, str]]) -> list[tuple[int, str]]:
        return [(mistake.row, mistake.column) for mistake in self.preview(data).mistakes]

    def carry_out(self, data: bytes | list[dict[str, str]], publish: bool = True) -> EventImport:
        """Upload a file, and confirm its preview."""
        plan = self.preview(data)
        assert plan.can_be_carried_out, plan.mistakes
        made = EventImport.objects.first()
        self.confirm(made, plan.fingerprint, publish)
        made.refresh_from_db()
        return made

    def confirm(
        self, made: EventImport, fingerprint: str, publish: bool = True, reason: str = REASON
    ):
        choice = {"fingerprint": fingerprint, "publish": "yes" if publish else "no"}
        choice["reason"] = reason
        return self.client.post(f"{IMPORTS}{made.pk}/", choice)

    def undo(self, made: EventImport):
        answer = self.client.post(f"{IMPORTS}{made.pk}/deshacer/")
        made.refresh_from_db()
        return answer

    def shown(self, address: str):
        return page(self.client, address)


def page_text(answer) -> str:
    return " ".join(answer.content.decode().split())[-3000:]
