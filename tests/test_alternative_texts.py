"""A picture that is used says what it shows, in words and not by the name of its file."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from oim_portal.media.alt_text import validate_alt_text
from oim_portal.media.models import PortalImage
from pages.blocks.picture import DescribedImageBlock, PictureBlock
from pages.models import ContentPage
from pages.models.picture import PicturePageForm

from .pictures import encoded, scene, upload


@pytest.mark.parametrize(
    "text",
    [
        "IMG_1234.jpg",
        "IMG_1234",
        "IMG 1234",
        "img-20240501-wa0003",
        "IMG-20240501-WA0003",
        "DSC0001",
        "DSC_0001.JPG",
        "PXL_20240501_101112131",
        "P1010234",
        "20240501_123456",
        "foto.png",
        "foto",
        "Foto 1",
        "imagen (2)",
        "Informe final.PNG",
        "logo.svg ",
        "WhatsApp Image 2024-05-01 at 10.22.31",
        "WhatsApp Image 2024-05-01 at 10.22.31 AM",
        "Captura de pantalla 2024-05-01 102231",
        "Screenshot 2024-05-01 at 10.22.31",
        "descarga (3)",
        "Sin título",
        "untitled-1",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    ],
)
def test_the_name_of_a_file_is_no_alternative_text(text):
    with pytest.raises(ValidationError) as refused:
        validate_alt_text(text)
    assert refused.value.code == "alt_text_is_file_name"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dos personas conversan en una oficina",
        "Foto de dos personas que conversan",
        "Imagen de la feria de servicios en Quito, 2024",
        "Quito 2024",
        "Logotipo de la OIM",
        "OIM",
        "COVID-19",
        "Un hombre muestra un cartel que dice: foto.png no existe",
        "Photograph of the first office in 1965",
        "Personas en Ibarra, 16 de diciembre de 1965",
    ],
)
def test_words_about_a_picture_are_an_alternative_text(text):
    validate_alt_text(text)


@pytest.fixture
def image(db):
    return PortalImage.objects.create(
        title="IMG_1", file=upload(encoded(scene(), "png"), "f.png"), credit="OIM / Ana Pérez"
    )


def used(image, alt_text: str = "", *, decorative: bool = False):
    image.contextual_alt_text, image.decorative = alt_text, decorative
    return image


@pytest.mark.parametrize("text", ["", "   ", "IMG_1234"])
def test_a_picture_in_the_text_is_refused_without_words_about_it(image, text):
    with pytest.raises(StructBlockValidationError) as refused:
        DescribedImageBlock().clean(used(image, text))
    assert list(refused.value.block_errors) == ["alt_text"]


def test_a_draft_may_wait_for_its_alternative_text(image):
    block = DescribedImageBlock()
    block.defer_required_validation()
    assert block.clean(used(image)) == image


def test_a_decorative_picture_needs_no_words_and_is_silent(image):
    block = PictureBlock()
    value = block.clean({"image": used(image, decorative=True), "caption": ""})
    assert 'alt=""' in block.render(value)


def test_a_picture_is_shown_with_its_words_caption_and_credit(image):
    block = PictureBlock()
    value = block.clean({"image": used(image, "Dos personas"), "caption": "Quito, 2024"})
    html = block.render(value)
    assert 'alt="Dos personas"' in html
    assert "<figcaption" in html
    assert "Quito, 2024" in html
    assert "OIM / Ana Pérez" in html
    assert image.file.url not in html
    assert "style=" not in html


def test_a_picture_without_caption_and_credit_has_no_empty_caption(image):
    image.credit = ""
    block = PictureBlock()
    html = block.render(block.clean({"image": used(image, "Dos personas"), "caption": ""}))
    assert "figcaption" not in html


def test_a_picture_that_was_deleted_leaves_nothing_behind():
    block = PictureBlock()
    assert block.render(block.normalize({"image": None, "caption": "Quito"})).strip() == ""


def test_the_preview_of_a_picture_block_works_in_an_empty_library(db):
    assert PictureBlock().get_preview_value()["image"] is None


def test_the_preview_of_a_picture_block_shows_a_picture_of_the_library(image):
    assert PictureBlock().get_preview_value()["image"].pk == image.pk


class HeadPictureForm(PicturePageForm):
    """The form that a page type with `PictureMixin` gets, without its other fields."""

    image = forms.CharField(required=False)
    image_alt_es = forms.CharField(required=False)
    image_alt_en = forms.CharField(required=False)
    image_decorative = forms.BooleanField(required=False)

    library = ("", "")

    class Meta:
        model = ContentPage
        fields = []

    def clean_image(self) -> PortalImage | None:
        if not self.cleaned_data["image"]:
            return None
        spanish, english = self.library
        return PortalImage(description_es=spanish, description_en=english)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, set()),
        ({"image": "1"}, {"image_alt_es", "image_alt_en"}),
        ({"image": "1", "image_decorative": "on"}, set()),
        ({"image": "1", "image_alt_es": "Dos personas"}, {"image_alt_en"}),
        (
            {"image": "1", "image_alt_es": "Dos personas", "image_alt_en": "IMG_1.jpg"},
            {"image_alt_en"},
        ),
        ({"image": "1", "image_alt_es": "Dos personas", "image_alt_en": "Two people"}, set()),
    ],
)
def test_a_pages_picture_needs_words_in_each_language(db, data, wrong):
    assert set(HeadPictureForm(data).errors) == wrong


def test_a_page_takes_the_words_of_the_library_in_each_language(db, monkeypatch):
    monkeypatch.setattr(HeadPictureForm, "library", ("Dos personas", "Two people"))
    form = HeadPictureForm({"image": "1", "image_alt_es": "Ana y Luis"})
    assert form.is_valid()
    words = [form.cleaned_data[f"image_alt_{code}"] for code in ("es", "en")]
    assert words == ["Ana y Luis", "Two people"]


def test_a_draft_of_a_page_may_wait_for_the_words_about_its_picture(db):
    form = HeadPictureForm({"image": "1"})
    form.defer_required_fields()
    assert form.is_valid()
