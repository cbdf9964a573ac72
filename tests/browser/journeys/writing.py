"""Writing: the mission, an event, a programme."""

import re

from playwright.sync_api import Locator, expect

from .browser_users import MouseUser


def change_the_mission(user: MouseUser, spanish: str, english: str) -> None:
    """From the first screen to a draft in both languages, which stays in the form."""
    mission = user.link("Cambiar la misión")
    user.picture("atajos", user.page.locator("#quick-actions-section"), mark=mission)
    user.click(mission)
    user.at_form()
    lead = user.page.locator("#id_commitments_lead_es")
    user.fill(lead, spanish)
    user.fill(user.page.locator("#id_commitments_lead_en"), english)
    user.picture("mision", mark=lead)


def add_an_event(user: MouseUser, title: str, words: str) -> None:
    """Add an event with its date as its source writes it, and keep it as a draft."""
    user.click(user.link("Añadir un hecho"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), title)
    user.fill(user.page.locator("#id_date_as_written_es"), words)
    user.picture("hecho", mark=user.page.locator("#id_date_as_written_es"))
    save(user)


def correct_a_page(user: MouseUser, title: str, spanish: str, english: str) -> None:
    """From the first screen to any page by its title, corrected in both languages."""
    user.fill(user.page.locator(".w-dashboard [name=q]"), title)
    user.click(user.page.locator("#found-pages").get_by_role("link", name=title, exact=True))
    user.at_form()
    user.fill(user.page.locator("#id_lead_es"), spanish)
    user.fill(user.page.locator("#id_lead_en"), english)


def add_a_whole_event(user: MouseUser, words: str) -> None:
    """Add an event with its text, its English and a theme."""
    user.click(user.link("Añadir un hecho"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), "Un taller")
    user.fill(user.page.locator("#id_display_title_en"), "A workshop")
    user.fill(user.page.locator("#id_date_as_written_es"), words)
    for language, text in (("es", "Hubo un taller."), ("en", "There was a workshop.")):
        side = user.page.locator(f"[data-text-name=text_{language}]")
        user.fill(side.locator("[contenteditable=true]"), text)
    user.click(user.page.locator("[name=themes]").first)


def add_a_news_item(user: MouseUser, photo: str) -> None:
    """Add a news item in both languages with a photo of the library."""
    user.click(user.link("Añadir una noticia"))
    user.at_form()
    texts = {
        "title": "Un taller en Quito",
        "display_title_en": "A workshop in Quito",
        "lead_es": "Hubo un taller.",
        "lead_en": "There was a workshop.",
    }
    for name, text in texts.items():
        user.fill(user.page.locator(f"#id_{name}"), text)
    user.picture("noticia", mark=user.page.locator("#id_lead_es"))
    user.click(user.page.locator("#id_image-chooser [data-chooser-action-choose]").first)
    user.click(user.page.locator(".modal").get_by_role("link", name=photo).first)


def add_a_call(user: MouseUser, closes_at: str, link: str) -> None:
    """Add a vacancy with its closing and the link for applying."""
    user.click(user.link("Añadir una convocatoria"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), "Asistente de proyecto")
    user.fill(user.page.locator("#id_lead_es"), "Se busca a una persona.")
    side = user.page.locator("[data-text-name=text_es]")
    user.fill(side.locator("[contenteditable=true]"), "Quien postula sabe contar.")
    closing = user.page.locator("#id_closes_at")
    user.fill(closing, closes_at)
    user.fill(user.page.locator("#id_apply_url"), link)
    user.picture("convocatoria", mark=closing)


def add_a_publication(user: MouseUser, files: dict[str, str]) -> None:
    """Add a report with documents of the library: the language of each by its title."""
    begin_a_publication(user)
    for number, (title, language) in enumerate(files.items()):
        modal = open_documents(user)
        user.click(modal.get_by_role("link", name=title, exact=True))
        choose_language(user, number, language)
    user.picture("publicacion", mark=user.page.locator("#id_files-ADD"))


def add_a_publication_from_files(user: MouseUser, files: dict[str, dict]) -> None:
    """Add a report whose files are not in the library: each is put there from the form."""
    begin_a_publication(user)
    for number, (language, file) in enumerate(files.items()):
        modal = open_documents(user)
        user.click(modal.get_by_role("tab", name="Subir"))
        user.attach(modal.locator("[type=file]"), file)
        user.fill(modal.get_by_label("Título"), language)
        user.click(modal.get_by_role("button", name="Subir"))
        choose_language(user, number, language)


def begin_a_publication(user: MouseUser) -> None:
    """Add a report with its title, its summary and what visitors filter it by."""
    user.click(user.link("Añadir una publicación"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), "Retorno voluntario")
    side = user.page.locator("[data-text-name=summary_es]")
    user.fill(side.locator("[contenteditable=true]"), "Lo que se halló.")
    user.choose(user.page.locator("#id_kind"), "Informe")
    user.choose(user.page.locator("#id_year"), "2026")


def open_documents(user: MouseUser) -> Locator:
    """Add a row for a file and open the window in which it is chosen."""
    user.click(user.page.locator("#id_files-ADD"))
    row = user.page.locator("#id_files-FORMS > :not(.deleted)").last
    user.click(row.locator("[data-chooser-action-choose]").first)
    return user.page.locator(".modal")


def choose_language(user: MouseUser, number: int, language: str) -> None:
    """Choose the language of a file once the window has closed."""
    expect(user.page.locator(".modal")).to_have_count(0)
    user.choose(user.page.locator(f"#id_files-{number}-language"), language)


def cancel_an_activity(user: MouseUser, title: str, day: str, reason: str) -> None:
    """From the first screen to an activity by its title, with the day and the reason."""
    user.fill(user.page.locator(".w-dashboard [name=q]"), title)
    user.click(user.page.locator("#found-pages").get_by_role("link", name=title, exact=True))
    user.at_form()
    user.click(user.page.get_by_role("heading", name="Si se canceló"))
    user.fill(user.page.locator("#id_cancelled_on"), day)
    told = user.page.locator("#id_cancelled_reason_es")
    user.fill(told, reason)
    user.picture("agenda-cancelar", mark=told)


def put_up_an_alert(user: MouseUser, spanish: str, english: str, until: str) -> None:
    """Put up an alert with its end, from the first screen."""
    user.click(user.link("Poner un aviso"))
    for language, text in (("es", spanish), ("en", english)):
        side = user.page.locator(f"[data-text-name=alert_{language}]")
        user.fill(side.locator("[contenteditable=true]"), text)
    user.fill(user.page.locator("#id_alert_until"), until)
    user.click(user.button("Publicar el aviso"))
    user.told()


def add_a_programme(user: MouseUser, title: str, words: str) -> None:
    """Add a programme with the period as its source writes it, and keep it as a draft."""
    user.click(user.link("Añadir un programa"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), title)
    user.fill(user.page.locator("#id_period_as_written_es"), words)
    user.click(user.tab("Datos"))
    status = user.page.locator("#id_status")
    user.choose(status, "histórico")
    user.picture("programa", mark=status)
    save(user)


def add_a_page_with_a_table(user: MouseUser, photo: str, copied: str) -> None:
    """Add a page with a photo of the library, a table that was copied and a quotation."""
    user.click(user.link("Añadir una página"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), "Personas atendidas")
    body = user.page.locator("[data-text-language=es]", has=user.page.locator("#body_es-root"))
    add_block(user, body, "Imagen")
    user.click(body.get_by_role("button", name="Elegir una imagen"))
    user.click(user.page.locator(".modal").get_by_role("link", name=photo))
    user.fill(body.locator("[name$=alt_text]"), "Dos mujeres leen un mapa")
    add_block(user, body, "Cita")
    user.fill(body.locator("textarea[name$=text]"), "Nadie se queda atrás.")
    user.fill(body.locator("[name$=who]"), "La oficina")
    add_block(user, body, "Tabla")
    fill_table(user, body.locator(".typed-table-block"), copied)
    save(user)


def add_block(user: MouseUser, body: Locator, name: str) -> None:
    """Add a block at the end of a stream, by its name in the list."""
    user.click(body.get_by_role("button", name="Añadir un bloque").last)
    option = user.page.get_by_role("option", name=re.compile(f"^{name} "))
    user.sees(option)
    user.click(option)


def fill_table(user: MouseUser, table: Locator, copied: str) -> None:
    """Fill a table with one that was copied in a spreadsheet."""
    user.paste(table.locator("input[id$=caption]"), copied)
    dialog = user.page.get_by_role("dialog", name=re.compile("Pegar una tabla"))
    fill = dialog.get_by_role("button", name="Llenar la tabla")
    user.fill(dialog.get_by_label("Título de la tabla"), "Personas atendidas por cantón")
    user.picture("tabla-pegar", dialog, mark=fill)
    user.click(fill)


def save(user: MouseUser) -> None:
    user.click(user.button("Guardar borrador"))
    user.told()
