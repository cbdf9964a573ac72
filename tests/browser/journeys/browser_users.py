"""Users of a browser, with a mouse or a keyboard only, whose steps are counted.

A step is a click, a filled field, or a page load, which is how Wagtail's own views were counted.
Looking at a page is not a step.
"""

from playwright.sync_api import Locator, Page, Request, expect

from .camera import Camera

# Wagtail notes what a form held a moment after loading; what is typed before is not autosaved.
NOTED = """
document.addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.watched = "yes";
});
"""

# As a program does, without the browser's clipboard, which asks for a permission.
PASTE = """(field, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const event = { clipboardData, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", event));
}"""


class MouseUser:
    """A user with a mouse. `steps` counts from the last `start`."""

    def __init__(self, page: Page, camera: Camera | None = None) -> None:
        self.page = page
        self.camera = camera
        self.steps = 0
        page.add_init_script(NOTED)
        page.on("request", self._count_load)

    def _count(self) -> None:
        self.steps += 1

    def _count_load(self, request: Request) -> None:
        """Count a page that the window asks for, once however it is redirected."""
        if (
            request.is_navigation_request()
            and request.frame.parent_frame is None
            and request.redirected_from is None
        ):
            self._count()

    def start(self, address: str = "/admin/") -> None:
        """Open the screen from which the job is counted."""
        self.page.goto(address)
        self.steps = 0

    def click(self, what: Locator) -> None:
        self._count()
        what.click()

    def fill(self, field: Locator, text: str) -> None:
        self._count()
        if field.get_attribute("contenteditable"):
            field.press_sequentially(text)  # the rich text editor hears nothing of `fill`
        else:
            field.fill(text)

    def paste(self, field: Locator, html: str) -> None:
        """Paste into a field what a program has put into the clipboard: a click, and the keys."""
        self.click(field)
        self._count()
        field.evaluate(PASTE, html)

    def choose(self, field: Locator, label: str) -> None:
        """Choose an option of a list by what it says."""
        self._count()
        field.select_option(label=label)

    def attach(self, field: Locator, file: dict | list[dict]) -> None:
        self._count()
        field.set_input_files(file)

    def sees(self, what: Locator | str) -> None:
        """Wait until something, or a text, can be seen."""
        shown = self.page.get_by_text(what).first if isinstance(what, str) else what
        expect(shown).to_be_visible()

    def at_form(self) -> None:
        """Wait until a page's form is ready to be typed in."""
        expect(self.page.locator("html[data-watched]")).to_be_attached()

    def told(self) -> None:
        """Wait for the message that something was done."""
        expect(self.page.locator(".messages .success")).to_be_visible()

    def picture(self, name: str, area: Locator | None = None, mark: Locator | None = None) -> None:
        """Take a picture for the guide, if it is being made; `mark` is what to press next."""
        if self.camera:
            self.camera.take(self.page, name, area, mark)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def tab(self, name: str) -> Locator:
        return self.page.get_by_role("tab", name=name)


class KeyboardUser(MouseUser):
    """A user without a mouse, who reaches everything by Tab, and by the arrow keys within tabs."""

    STOPS = 400  # more than any screen has

    def click(self, what: Locator) -> None:
        self._count()
        self.reach(what)
        self.page.keyboard.press("Enter")

    def fill(self, field: Locator, text: str) -> None:
        self._count()
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, field: Locator, label: str) -> None:
        self._count()
        self.reach(field)
        self.page.keyboard.type(label)

    def reach(self, what: Locator) -> None:
        """Move the focus to something as people do who have only a keyboard."""
        expect(what).to_be_visible()
        within_tabs = what.get_attribute("role") == "tab"
        for _stop in range(self.STOPS):
            if what.evaluate("element => element === document.activeElement"):
                return
            on_tab = self.page.evaluate("document.activeElement.getAttribute('role') === 'tab'")
            self.page.keyboard.press("ArrowRight" if within_tabs and on_tab else "Tab")
        raise AssertionError(f"The keyboard does not reach {what}.")
