"""Documents that would run or load something are refused, and those that offices make pass."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from oim_portal.media.documents import check_document
from oim_portal.media.models import PortalDocument

from .document_samples import ordinary
from .documents_with_code import with_code

ORDINARY = ordinary()
WITH_CODE = with_code()


@pytest.mark.parametrize("case", ORDINARY)
def test_an_ordinary_document_passes(case):
    ending, data = ORDINARY[case]
    check_document(ContentFile(data), f"a.{ending}")


@pytest.mark.parametrize("case", WITH_CODE)
def test_a_document_with_code_is_refused(case):
    code, ending, data = WITH_CODE[case]
    with pytest.raises(ValidationError) as refused:
        check_document(ContentFile(data), f"a.{ending}")
    assert refused.value.code == code
    assert len(refused.value.messages[0]) > 20


@pytest.mark.django_db
def test_every_way_of_uploading_a_document_asks_the_same(admin_client):
    fields = {"title": "Informe", "collection": 1, "tags": ""}
    chooser = "document-chooser-upload-"
    ordinary = ContentFile(ORDINARY["Word with a chart"][1], "informe.docx")
    kept = PortalDocument.objects.create(title="Informe", file=ordinary)

    def upload(data: bytes) -> list:
        file = SimpleUploadedFile("informe.docx", data)
        ways = [
            ("wagtaildocs:add", [], fields | {"file": file}),
            ("wagtaildocs:add_multiple", [], fields | {"files[]": file}),
            ("wagtaildocs:edit", [kept.pk], fields | {"file": file}),
            (
                "wagtaildocs_chooser:create",
                [],
                {chooser + name: value for name, value in (fields | {"file": file}).items()},
            ),
        ]
        answers = []
        for name, arguments, data in ways:
            file.seek(0)
            answers.append(admin_client.post(reverse(name, args=arguments), data))
        return answers

    hostile = WITH_CODE["Word whose macros have another name"][2]
    for answer in upload(hostile):
        assert answer.status_code == 200
        assert "macros" in answer.content.decode()
    assert PortalDocument.objects.count() == 1
    kept.refresh_from_db()
    assert kept.file.read() == ORDINARY["Word with a chart"][1]

    one, several, replaced, chosen = upload(ORDINARY["Word with fields"][1])
    assert (one.status_code, replaced.status_code) == (302, 302)
    assert several.json()["success"]
    assert chosen.json()["step"] == "chosen"
