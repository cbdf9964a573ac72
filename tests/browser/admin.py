"""Errors that a browser reports in the admin, and publishing one's own text with a reason."""

from playwright.sync_api import ConsoleMessage, Dialog, Page, expect

REPORT = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  "Content Security Policy, " + event.disposition, event.violatedDirective, event.blockedURI,
  event.sourceFile, event.lineNumber, event.sample));
"""


def complaints(page: Page) -> list[str]:
    """Return a list that grows by each violation of a policy and each error of a script.

    Frames and new windows are part of it, and so are alerts: 'Server Error'.
    """
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(f"{message.page.url}: {message.text}")

    def answer(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            found.append(dialog.message)
        dialog.accept()

    page.context.add_init_script(REPORT)
    page.context.on("console", listen)
    page.context.on("weberror", lambda error: found.append(f"{error.page.url}: {error.error}"))
    page.context.on("dialog", answer)
    return found


def give_reason(page: Page) -> None:
    """Give the reason for publishing a text without a second reader, after 'Publish'."""
    page.wait_for_url("**/redaccion/leer/*/")
    page.locator("#id_reason").fill("No puede esperar")
    page.locator("form:has(#id_reason) button[type=submit]:not([name])").click()
    page.wait_for_url("**/admin/pages/*/")
    expect(page.locator(".messages .success")).to_be_visible()
