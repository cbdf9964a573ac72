"""Finding outdated translations, and confirming one."""

import re

from .browser_users import MouseUser


def find_outdated(user: MouseUser) -> None:
    """Filter the report to the translations whose Spanish has changed since."""
    sidebar = user.page.locator("#wagtail-sidebar")
    user.click(sidebar.get_by_role("button", name="Informes"))
    user.click(sidebar.get_by_role("link", name="Traducciones"))
    outdated = user.page.get_by_role("link", name=re.compile(r"Desactualizada: [1-9]"))
    user.picture("traducciones", mark=outdated)
    user.click(outdated)
    user.sees(user.page.locator("table.listing"))


def confirm_several(user: MouseUser) -> None:
    """Read the translations that wait, one below the other, and confirm them, from the first."""
    user.click(user.page.get_by_role("link", name=re.compile("traducci(ón|ones) .* por revisar")))
    user.sees(user.page.locator(".comparison__text").first)
    user.click(user.button("Confirmar lo marcado"))
    user.told()


def confirm(user: MouseUser, title: str) -> None:
    """Compare the texts of one page and confirm its translation, from the filtered report."""
    user.click(user.page.get_by_role("link", name=title, exact=True))
    button = user.button("Confirmar como revisada")
    user.picture("confirmar", mark=button)
    user.click(button)
    user.told()
