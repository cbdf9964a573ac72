"""The door: signing in, and inviting somebody."""

from .browser_users import MouseUser


def sign_in(hand: MouseUser, email: str, password: str, code) -> None:
    """Sign in with a password and the code of an app; `code()` returns the one of this moment."""
    hand.fill(hand.page.locator("#id_login"), email)
    hand.fill(hand.page.locator("#id_password"), password)
    hand.picture("entrar")
    hand.click(hand.page.locator("form.form button:not([form])"))
    field = hand.page.locator("#id_code")
    hand.sees(field)
    hand.picture("segundo-factor")
    hand.fill(field, code())
    hand.click(hand.page.locator("form.form button").first)
    hand.sees(hand.page.locator(".sidebar"))


def invite(hand: MouseUser, email: str, role: str) -> None:
    """Send a colleague the link with which they choose a password."""
    hand.click(hand.link("Invitar a un colega"))
    address = hand.page.locator("#id_email")
    hand.fill(address, email)
    hand.choose(hand.page.locator("#id_role"), role)
    hand.picture("invitar", mark=address)
    hand.click(hand.button("Enviar la invitación"))
    hand.told()
