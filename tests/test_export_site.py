"""`export_site`: all that is public, read back from the folder, and nothing else."""

import csv
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from history.models import HistoryEventPage
from oim_portal.media.models import PortalImage
from oim_portal.media.renditions import make_missing
from pages.models import BasePage, ContentPage

from .factories import add_page, make_private, publish_page
from .pdf_files import pdf_with_text
from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db


def document(title: str, collection: Collection):
    file = upload(pdf_with_text("x"), f"{title}.pdf")
    return get_document_model().objects.create(title=title, file=file, collection=collection)


def linked(*documents) -> str:
    links = "".join(f'<a linktype="document" id="{each.pk}">{each}</a>' for each in documents)
    return json.dumps([{"type": "paragraph", "value": f"<p>{links}</p>"}])


def test_what_is_public_is_exported_and_can_be_read_back(tmp_path, capsys):
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Interna")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    image = PortalImage.objects.create(
        title="Foto", file=upload(encoded(scene(), "jpg"), "foto.jpg"), consent="yes"
    )
    make_missing(image)
    files = document("guia", root), document("secreto", closed)
    page = add_page(
        title="Pública", display_title_en="Public", lead_es="¡Hola!", body_es=linked(*files)
    )
    page.lead_es = "Solo un borrador"
    page.save_revision()
    event = HistoryEventPage.objects.live().first()
    event.image = image
    publish_page(event)
    hidden = add_page(title="Reservada")
    make_private(hidden)
    below = add_page(hidden, "Debajo")
    ended = add_page(title="Vencida", expire_at=timezone.now() - timedelta(days=1))
    draft = add_page(title="Sin publicar", live=False)
    for number, target in enumerate((page, hidden, ended, draft)):
        Redirect.add_redirect(f"/vieja-{number}", target)

    folder = tmp_path / "export"
    call_command("export_site", str(folder))
    index = json.loads((folder / "index.json").read_text("utf-8"))
    told = {each["id"]: each for each in index["pages"]}
    assert f"{len(told)} pages" in capsys.readouterr().out
    assert {page.pk, event.pk} <= set(told)
    assert not {hidden.pk, below.pk, ended.pk, draft.pk} & set(told)
    assert len(told) > BasePage.objects.live().count() / 2

    stored = json.loads((folder / told[page.pk]["json"]).read_text("utf-8"))
    assert stored["urls"] == {"es": "/es/publica/", "en": "/en/publica/"}
    content = stored["content"]
    assert (content["display_title_en"], content["lead_es"]) == ("Public", "¡Hola!")
    assert ContentPage(body_es=content["body_es"]).body_es[0].block_type == "paragraph"
    themes = json.loads((folder / told[event.pk]["json"]).read_text("utf-8"))["related"]["themes"]
    assert themes == {str(each.pk): each.name_es for each in event.themes.all()}

    spanish, english = (folder / told[page.pk]["html"][code] for code in ("es", "en"))
    assert "¡Hola!" in spanish.read_text("utf-8")
    assert "<h1" in english.read_text("utf-8")
    assert "Public" in english.read_text("utf-8")
    exported = [folder / name for name in index["files"].values()]
    assert any(path.name.endswith("guia.pdf") for path in exported)
    shown = index["pictures"][str(image.pk)]
    assert {path.rpartition(".")[2] for path in shown} == {"avif", "webp", "jpg"}
    assert set(shown) <= set(index["files"])
    assert all(path.stat().st_size for path in exported)
    with (folder / index["redirects"]).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["from"]: row["to"] for row in csv.DictReader(file)}
    assert rows["/vieja-0"].endswith("/es/publica/")
    assert not {"/vieja-1", "/vieja-2", "/vieja-3"} & set(rows)

    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in ("Solo un borrador", "Reservada", "Debajo", "Vencida", "Sin publicar"):
        assert secret.encode() not in everything
    assert not list(folder.rglob("*secreto*"))
    with pytest.raises(CommandError, match="exists"):
        call_command("export_site", str(folder))
