"""Signing in, and inviting a colleague."""

from .browser_users import MouseUser


def sign_in(user: MouseUser, email: str, password: str, code) -> None:
    """Sign in with a password and the code of an app; `code()` returns the one of this moment."""
    user.fill(user.page.locator("#id_login"), email)
    user.fill(user.page.locator("#id_password"), password)
    user.picture("entrar")
    user.click(user.page.locator("form.form button:not([form])"))
    field = user.page.locator("#id_code")
    user.sees(field)
    user.picture("segundo-factor")
    user.fill(field, code())
    user.click(user.page.locator("form.form button").first)
    user.sees(user.page.locator(".sidebar"))


def invite(user: MouseUser, email: str, role: str) -> None:
    """Send a colleague the link with which they choose a password."""
    user.click(user.link("Invitar a un colega"))
    address = user.page.locator("#id_email")
    user.fill(address, email)
    user.choose(user.page.locator("#id_role"), role)
    user.picture("invitar", mark=address)
    user.click(user.button("Enviar la invitación"))
    user.told()
