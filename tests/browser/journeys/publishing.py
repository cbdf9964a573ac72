"""From a draft to the public page, and back."""

from .browser_users import MouseUser


def publish_a_correction(hand: MouseUser) -> None:
    """Publish what the form holds; the button says why nobody else has read it."""
    button = hand.button("Publicar: corrige un error")
    hand.picture("publicar-con-motivo", mark=button)
    hand.click(button)
    hand.told()


def submit(hand: MouseUser) -> None:
    """Hand what the form holds to a publisher."""
    press(hand, "Enviar a Revisión", picture="enviar")
    hand.told()


def press(hand: MouseUser, name: str, picture: str = "") -> None:
    """Press one of the form's actions, in the menu of them unless it stands outside."""
    button = hand.button(name)
    if not button.is_visible():
        open_actions(hand)
    if picture:
        hand.picture(picture, mark=button)
    hand.click(button)


def open_actions(hand: MouseUser) -> None:
    hand.click(hand.page.locator(".footer__container [data-w-dropdown-target='toggle']"))


def approve(hand: MouseUser, title: str) -> None:
    """Approve what a colleague has submitted, from the first screen."""
    row = hand.page.locator("#awaiting-review-content tr").filter(has_text=title)
    hand.click(row.get_by_role("button", name="Acciones"))
    button = hand.page.locator("button[data-workflow-action-url*='/approve/']").first
    hand.picture("aprobar", mark=button)
    hand.click(button)
    hand.click(hand.button("Lo leí: publicar"))
    hand.told()


def publish_tomorrow(hand: MouseUser, title: str) -> None:
    """Schedule a draft for tomorrow at eight, from the first screen."""
    hand.click(hand.link(f"Publicar mañana a las 8: {title}"))
    button = hand.button("Publicar mañana a las 8")
    hand.sees("hora de Ecuador")
    hand.click(button)
    hand.told()


def undo(hand: MouseUser, title: str) -> None:
    """Go back to the version that was public before, from the first screen."""
    link = hand.link(f"Deshacer la última publicación: {title}")
    hand.picture("deshacer", hand.page.locator("#quick-actions-section"), mark=link)
    hand.click(link)
    hand.click(hand.button("Publicar la versión anterior"))
    hand.told()


def restore(hand: MouseUser, title: str) -> None:
    """Bring a deleted page back from the bin."""
    hand.click(hand.page.locator("#wagtail-sidebar").get_by_role("link", name="Papelera"))
    page = hand.page.get_by_role("link", name=title).first
    hand.picture("papelera", mark=page)
    hand.click(page)
    hand.click(hand.button("Restaurar"))
    hand.told()
