"""Finding what the Spanish has left behind, and confirming it."""

import re

from .browser_users import MouseUser


def find_outdated(hand: MouseUser) -> None:
    """Filter the report to the translations whose Spanish has changed since."""
    sidebar = hand.page.locator("#wagtail-sidebar")
    hand.click(sidebar.get_by_role("button", name="Informes"))
    hand.click(sidebar.get_by_role("link", name="Traducciones"))
    outdated = hand.page.get_by_role("link", name=re.compile(r"Desactualizada: [1-9]"))
    hand.picture("traducciones", mark=outdated)
    hand.click(outdated)
    hand.sees(hand.page.locator("table.listing"))


def confirm(hand: MouseUser, title: str) -> None:
    """Compare the texts of one page and confirm its translation, from the filtered report."""
    hand.click(hand.page.get_by_role("link", name=title, exact=True))
    button = hand.button("Confirmar como revisada")
    hand.picture("confirmar", mark=button)
    hand.click(button)
    hand.told()
