"""The line below a form that says where what was typed is, and the copies that a browser keeps."""

from playwright.sync_api import Locator, Page, expect

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('unsaved-text:')).length"
OFFER = "[data-unsaved-text]"


def line(window: Page) -> Locator:
    return window.locator("#saved-state")


def expect_state(window: Page, state: str) -> None:
    """Wait for a trouble or a place, by its name in editing/saved_state.html."""
    expect(line(window)).to_have_attribute("data-state", state)


def expect_copies(window: Page, count: int) -> None:
    window.wait_for_function(f"() => {COPIES} === {count}", timeout=60_000)


def open_form(window: Page, address: str) -> None:
    """Open a form, and wait until its script has taken what it shows for what is saved."""
    window.add_init_script(
        """window.starts = window.watched = 0;
        document.addEventListener("w-unsaved:ready", () => { window.starts += 1; });
        document.addEventListener("w-unsaved:watch-edits", () => { window.watched += 1; });"""
    )
    window.goto(address)
    window.wait_for_function("() => starts && starts === watched", timeout=60_000)


def press_save(window: Page) -> None:
    window.locator("[data-edit-form] footer [type=submit]").first.click()


def recover(window: Page) -> None:
    window.locator(f"{OFFER} [data-recover]").click()
    expect(window.locator(".messages .success")).to_be_visible()
    expect_copies(window, 0)


def record_states(window: Page) -> None:
    """Let a window note each state that the line shows, and when: `window.states`."""
    window.add_init_script(
        """window.states = [];
        const note = () => {
          const state = document.getElementById("saved-state")?.dataset.state;
          if (state && state !== window.states.at(-1)?.[0]) {
            window.states.push([state, performance.now()]);
          }
        };
        new MutationObserver(note).observe(document, {
          attributes: true, attributeFilter: ["data-state"], childList: true, subtree: true,
        });"""
    )


def states(window: Page) -> list[str]:
    return [state for state, _moment in window.evaluate("states")]
