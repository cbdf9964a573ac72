"""Writing: the mission, an event, a programme."""

from .browser_users import MouseUser


def change_the_mission(hand: MouseUser, spanish: str, english: str) -> None:
    """From the first screen to a draft in both languages, which stays in the form."""
    mission = hand.link("Cambiar la misión")
    hand.picture("atajos", hand.page.locator("#quick-actions-section"), mark=mission)
    hand.click(mission)
    hand.at_form()
    lead = hand.page.locator("#id_commitments_lead_es")
    hand.fill(lead, spanish)
    hand.fill(hand.page.locator("#id_commitments_lead_en"), english)
    hand.picture("mision", mark=lead)


def add_an_event(hand: MouseUser, title: str, words: str, year: str) -> None:
    """Add an event of the middle of a year, as its source writes it, and keep it as a draft."""
    hand.click(hand.link("Añadir un hecho"))
    hand.at_form()
    hand.fill(hand.page.locator("#id_title"), title)
    hand.fill(hand.page.locator("#id_date_as_written_es"), words)
    hand.picture("hecho", mark=hand.page.locator("#id_date_as_written_es"))
    hand.click(hand.tab("Datos"))
    kind = hand.page.locator("[name=date_kind]")
    hand.choose(kind, "Mediados de un año")
    hand.fill(hand.page.locator("[name=date_start_year]"), year)
    hand.picture("hecho-fecha", mark=kind)
    save(hand)


def add_a_programme(hand: MouseUser, title: str, words: str) -> None:
    """Add a programme with the period as its source writes it, and keep it as a draft."""
    hand.click(hand.link("Añadir un programa"))
    hand.at_form()
    hand.fill(hand.page.locator("#id_title"), title)
    hand.fill(hand.page.locator("#id_period_as_written_es"), words)
    hand.click(hand.tab("Datos"))
    status = hand.page.locator("#id_status")
    hand.choose(status, "histórico")
    hand.picture("programa", mark=status)
    save(hand)


def save(hand: MouseUser) -> None:
    hand.click(hand.button("Guardar borrador"))
    hand.told()
