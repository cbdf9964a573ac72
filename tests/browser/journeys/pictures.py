"""Adding a photo with its texts, and replacing one that is in use."""

from playwright.sync_api import expect

from .browser_users import MouseUser


def add_a_photo(user: MouseUser, file: dict, spanish: str, english: str) -> None:
    """Put a photo into the library with its descriptions and the consent."""
    user.click(user.link("Añadir imágenes"))
    user.attach(user.page.locator("#fileupload"), file)
    form = user.page.locator("#upload-list form")
    user.fill(form.locator("[name$=description_es]"), spanish)
    user.fill(form.locator("[name$=description_en]"), english)
    consent = form.locator("[name$=consent]")
    user.choose(consent, "Sí, hay consentimiento archivado")
    user.picture("foto-consentimiento", mark=consent)
    user.click(form.locator("[type=submit]").first)
    expect(form).to_have_count(0)


def add_photos(user: MouseUser, files: list[dict], credit: str) -> None:
    """Put several photos into the library: credit and consent once, a text for each."""
    user.click(user.link("Añadir imágenes"))
    everywhere = user.page.get_by_role("group", name="Lo mismo para todas las fotos que elija")
    user.fill(everywhere.get_by_label("Crédito"), credit)
    user.choose(everywhere.get_by_label("Consentimiento"), "Sí, hay consentimiento archivado")
    user.attach(user.page.locator("#fileupload"), files)
    forms = user.page.locator("#upload-list form")
    expect(forms).to_have_count(len(files))
    for number in range(len(files)):
        for language in ("es", "en"):
            user.fill(forms.nth(number).locator(f"[name$=description_{language}]"), f"{number}")
    user.click(user.button("Guardar todo en la biblioteca"))
    expect(forms).to_have_count(0)


def use_a_photo(user: MouseUser, page: str, title: str, spanish: str, english: str) -> None:
    """Choose a photo of the library for a page, describe it there, and keep that as a draft."""
    user.start(page)
    user.at_form()
    user.click(user.tab("Datos"))
    user.fill(user.page.locator("#id_image_alt_es"), spanish)
    user.fill(user.page.locator("#id_image_alt_en"), english)
    user.click(user.page.locator("#id_image-chooser [data-chooser-action-choose]").first)
    choice = user.page.locator(".modal").get_by_role("link", name=title).first
    user.sees(choice)
    user.picture("foto-elegir", user.page.locator(".modal-content"), mark=choice)
    user.click(choice)
    user.sees(user.page.locator("#id_image-chooser .chooser__title"))
    user.click(user.button("Guardar borrador"))
    user.told()


def replace_a_photo(user: MouseUser, title: str, file: dict, spanish: str, english: str) -> None:
    """Put another photo with its texts wherever one is used, from the first screen."""
    link = user.link(f"Reemplazar la foto y su texto: {title}")
    user.click(link)
    user.sees("La foto se usa en 1 lugar")
    user.attach(user.page.locator("#id_file"), file)
    user.fill(user.page.locator("#id_description_es"), spanish)
    user.fill(user.page.locator("#id_description_en"), english)
    button = user.button("Reemplazar: hay consentimiento archivado")
    user.picture("foto-reemplazar", user.page.locator("#photo"), mark=button)
    user.click(button)
    user.sees("La foto está reemplazada.")


def forget_the_texts(user: MouseUser, screen: str, file: dict) -> None:
    """Press the button without the texts: the screen says so, and keeps the file."""
    user.start(screen)
    field = user.page.locator("#id_file")
    user.attach(field, file)
    user.click(user.button("Reemplazar: no se reconoce a nadie"))
    expect(user.page.locator("#photo .error-message")).to_have_count(2)
    assert field.evaluate("field => field.files[0].name") == file["name"]


def withdraw_a_consent(user: MouseUser, title: str) -> None:
    """Withdraw the consent to a picture that a page shows, from the first screen."""
    user.click(
        user.page.locator("#quick-actions-section").get_by_role("link", name=title, exact=True)
    )
    user.click(user.link("Retirar el consentimiento"))
    button = user.button("Retirar el consentimiento y borrar la imagen")
    user.picture("consentimiento-retirar", mark=button)
    user.click(button)
    user.told()
