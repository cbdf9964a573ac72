"""Takes the pictures of the documentation: `make images`, run by hand when the face changes.

Against a running portal (`make run`) at PORTAL_URL, in the browser of the tests. They show what
only an eye can judge: small and large screens, dark, forced colours, large text, paper.
"""

import os
import sys
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from .browser.chromium import launch_options

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "images"
ADDRESS = os.environ.get("PORTAL_URL") or f"http://localhost:{os.environ.get('PORT', '8000')}"
HISTORY = "/es/quienes-somos/historia/"
EVENT = HISTORY + "1974-retorno/"
PHONE, SMALL, DESK, PAPER = 360, 320, 1280, 720  # CSS pixels
GAP = 24
BEHIND = (128, 128, 128)


@dataclass
class View:
    """A page as somebody sees it, to `height` pixels, or whole."""

    address: str
    width: int = DESK
    height: int | None = None
    media: dict[str, str] = field(default_factory=dict)  # as Playwright's emulate_media takes it
    text_size: int = 100  # percent


# The name of a picture, and the views that stand side by side in it.
PICTURES = {
    "home": [View("/es/")],
    "history": [View(HISTORY, height=2400)],
    "event": [View(EVENT)],
    "programmes": [View("/es/programas/")],
    "phones": [
        View("/es/", PHONE, 1200),
        View(HISTORY, PHONE, 1200),
        View(EVENT, PHONE, 1200, {"color_scheme": "dark"}),
    ],
    "filtered": [View(HISTORY + "?decada=1960", height=1400)],
    "english": [View(HISTORY.replace("/es/", "/en/"), height=1400)],
    "dark": [View("/es/", media={"color_scheme": "dark"})],
    "forced-colours": [
        View("/es/", media={"forced_colors": "active"}),
        View(HISTORY, height=1400, media={"forced_colors": "active", "color_scheme": "dark"}),
    ],
    "narrow-and-large": [
        View("/es/", SMALL, 1400),
        View(EVENT, SMALL, 1400),
        View(EVENT, PHONE, 1400, text_size=200),
    ],
    "paper": [
        View(HISTORY, PAPER, 1600, {"media": "print"}),
        View(EVENT, PAPER, 1600, {"media": "print"}),
    ],
}


def main() -> int:
    """Take the pictures that are named, or all, and say how large each is."""
    names = sys.argv[1:] or list(PICTURES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name in names:
            path = FOLDER / f"{name}.webp"
            side_by_side([shot(browser, view) for view in PICTURES[name]]).save(
                path, quality=70, method=6
            )
            print(f"{path.name}: {path.stat().st_size:,} bytes")
        browser.close()
    return 0


def shot(browser: Browser, view: View) -> Image.Image:
    # The policy for content would refuse the larger text, which is a reader's own.
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height or 900}, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(**view.media)
    page.goto(ADDRESS + view.address, wait_until="networkidle")
    page.add_style_tag(content=f"html {{ font-size: {view.text_size}% !important; }}")
    taken = page.screenshot(full_page=view.height is None, animations="disabled")
    context.close()
    return Image.open(BytesIO(taken)).convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width = sum(each.width for each in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (width, max(each.height for each in pictures)), BEHIND)
    left = 0
    for each in pictures:
        whole.paste(each, (left, 0))
        left += each.width + GAP
    return whole


if __name__ == "__main__":
    sys.exit(main())
