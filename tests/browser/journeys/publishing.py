"""From a draft to the public page, and back."""

from playwright.sync_api import expect

from .browser_users import MouseUser


def publish_a_correction(user: MouseUser) -> None:
    """Publish what the form holds; the button says why nobody else has read it."""
    button = user.button("Publicar: corrige un error")
    user.picture("publicar-con-motivo", mark=button)
    user.click(button)
    user.told()


def submit(user: MouseUser) -> None:
    """Hand what the form holds to a publisher."""
    press(user, "Enviar a Revisión", picture="enviar")
    user.told()


def press(user: MouseUser, name: str, picture: str = "") -> None:
    """Press one of the form's actions, in the menu of them unless it stands outside."""
    button = user.button(name)
    if not button.is_visible():
        open_actions(user)
    if picture:
        user.picture(picture, mark=button)
    user.click(button)


def open_actions(user: MouseUser) -> None:
    user.click(user.page.locator(".footer__container [data-w-dropdown-target='toggle']"))


def approve(user: MouseUser, title: str) -> None:
    """Approve what a colleague has submitted, from the first screen."""
    row = user.page.locator("#awaiting-review-content tr").filter(has_text=title)
    user.click(row.get_by_role("button", name="Acciones"))
    button = user.page.locator("button[data-workflow-action-url*='/approve/']").first
    user.picture("aprobar", mark=button)
    user.click(button)
    user.click(user.button("Aprobar y publicar"))
    user.told()


def approve_having_seen(user: MouseUser, text: str) -> None:
    """Read what a colleague has submitted, marked in the page, from the first screen; approve."""
    user.click(user.page.get_by_role("link", name="1 página espera su aprobación"))
    expect(user.page.frame_locator("iframe[name=hoja]").get_by_text(text)).to_be_visible()
    user.click(user.button("Aprobar y publicar"))
    user.told()


def publish_tomorrow(user: MouseUser, title: str) -> None:
    """Schedule a draft for tomorrow morning, from the first screen."""
    user.click(user.link(f"Publicar mañana a las 8: {title}"))
    button = user.button("Publicar mañana a las 8")
    user.sees("hora de Ecuador")
    user.click(button)
    user.told()


def undo(user: MouseUser, title: str) -> None:
    """Go back to the version that was public before, from the first screen."""
    link = user.link(f"Deshacer la última publicación: {title}")
    user.picture("deshacer", user.page.locator("#quick-actions-section"), mark=link)
    user.click(link)
    user.click(user.button("Volver a lo anterior"))
    user.told()


def restore_without_a_parent(user: MouseUser, title: str, parent: str) -> None:
    """Bring a page back whose parent is in the bin too."""
    user.click(user.page.locator("#wagtail-sidebar").get_by_role("link", name="Papelera"))
    user.click(user.page.get_by_role("link", name=title, exact=True).first)
    user.click(user.link(f"Restaurar primero «{parent}»"))
    user.click(user.button("Restaurar"))
    user.click(user.button("Restaurar"))
    user.told()


def restore(user: MouseUser, title: str) -> None:
    """Bring a deleted page back from the bin."""
    user.click(user.page.locator("#wagtail-sidebar").get_by_role("link", name="Papelera"))
    page = user.page.get_by_role("link", name=title).first
    user.picture("papelera", mark=page)
    user.click(page)
    user.click(user.button("Restaurar"))
    user.told()
