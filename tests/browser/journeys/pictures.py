"""Photos: a new one with all that belongs to it, and another in the place of one in use."""

from playwright.sync_api import expect

from .browser_users import MouseUser


def add_a_photo(hand: MouseUser, file: dict, spanish: str, english: str) -> None:
    """Put a photo into the library with its descriptions and the consent."""
    hand.click(hand.link("Añadir una imagen"))
    hand.attach(hand.page.locator("#fileupload"), file)
    form = hand.page.locator("#upload-list form")
    hand.fill(form.locator("[name$=description_es]"), spanish)
    hand.fill(form.locator("[name$=description_en]"), english)
    consent = form.locator("[name$=consent]")
    hand.choose(consent, "Sí, hay consentimiento archivado")
    hand.picture("foto-consentimiento", mark=consent)
    hand.click(form.locator("[type=submit]").first)
    expect(form).to_have_count(0)


def use_a_photo(hand: MouseUser, page: str, title: str, spanish: str, english: str) -> None:
    """Choose a photo of the library for a page, describe it there, and keep that as a draft."""
    hand.start(page)
    hand.at_form()
    hand.fill(hand.page.locator("#id_image_alt_es"), spanish)
    hand.click(hand.tab("English"))
    hand.fill(hand.page.locator("#id_image_alt_en"), english)
    hand.click(hand.tab("Datos"))
    hand.click(hand.page.locator("#id_image-chooser [data-chooser-action-choose]").first)
    choice = hand.page.locator(".modal").get_by_role("link", name=title).first
    hand.sees(choice)
    hand.picture("foto-elegir", hand.page.locator(".modal-content"), mark=choice)
    hand.click(choice)
    hand.sees(hand.page.locator("#id_image-chooser .chooser__title"))
    hand.click(hand.button("Guardar borrador"))
    hand.told()


def replace_a_photo(hand: MouseUser, title: str, file: dict, spanish: str, english: str) -> None:
    """Put another photo with its texts wherever one is used, from the first screen."""
    link = hand.link(f"Reemplazar la foto y su texto: {title}")
    hand.click(link)
    hand.sees("La foto se usa en 1 lugar")
    hand.attach(hand.page.locator("#id_file"), file)
    hand.fill(hand.page.locator("#id_description_es"), spanish)
    hand.fill(hand.page.locator("#id_description_en"), english)
    button = hand.button("Reemplazar: hay consentimiento archivado")
    hand.picture("foto-reemplazar", hand.page.locator("#photo"), mark=button)
    hand.click(button)
    hand.sees("La foto está reemplazada.")


def forget_the_texts(hand: MouseUser, screen: str, file: dict) -> None:
    """Press the button without the texts: the screen says so, and keeps the file."""
    hand.start(screen)
    field = hand.page.locator("#id_file")
    hand.attach(field, file)
    hand.click(hand.button("Reemplazar: no se reconoce a nadie"))
    expect(hand.page.locator("#photo .error-message")).to_have_count(2)
    assert field.evaluate("field => field.files[0].name") == file["name"]
