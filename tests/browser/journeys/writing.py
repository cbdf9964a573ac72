"""Writing: the mission, an event, a programme."""

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


def add_an_event(user: MouseUser, title: str, words: str, year: str) -> None:
    """Add an event of the middle of a year, as its source writes it, and keep it as a draft."""
    user.click(user.link("Añadir un hecho"))
    user.at_form()
    user.fill(user.page.locator("#id_title"), title)
    user.fill(user.page.locator("#id_date_as_written_es"), words)
    user.picture("hecho", mark=user.page.locator("#id_date_as_written_es"))
    user.click(user.tab("Datos"))
    kind = user.page.locator("[name=date_kind]")
    user.choose(kind, "Mediados de un año")
    user.fill(user.page.locator("[name=date_start_year]"), year)
    user.picture("hecho-fecha", mark=kind)
    save(user)


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


def save(user: MouseUser) -> None:
    user.click(user.button("Guardar borrador"))
    user.told()
