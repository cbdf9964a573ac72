"""Makes the portal's icons: `make icons`, run by hand when the colour of the brand changes.

The rule of years with one mark on it, in the colours of `css/tokens.css`. The results are
committed and served at the root of the site too (`WHITENOISE_ROOT`), where browsers look.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from oim_portal.web.tokens import SHEET, colours

FOLDER = Path(__file__).resolve().parents[1] / "oim_portal" / "static" / "img"
SIDE = 32
LINES = [
    *((4, 22, 28, 22), (5, 22, 5, 17), (11, 22, 11, 17)),
    *((17, 22, 17, 7), (23, 22, 23, 17), (27, 22, 27, 17)),
]
WIDTH = 2.4
MARK = (17, 9, 4)  # x, y, radius
SIZES = [16, 32, 48]


def icons(sheet: str) -> dict[str, bytes]:
    """Return the files of the icons by name, in the colours of a sheet of tokens."""
    named = colours(sheet)["light"]
    ground, line, mark = named["--band"], named["--on-band"], named["--evidence"]
    return {
        "icon.svg": vector(ground, line, mark).encode(),
        "favicon.ico": encoded(
            picture(256, ground, line, mark), "ICO", sizes=[(n, n) for n in SIZES]
        ),
        "apple-touch-icon.png": encoded(picture(180, ground, line, mark), "PNG", optimize=True),
        "icon-512.png": encoded(picture(512, ground, line, mark), "PNG", optimize=True),
    }


def vector(ground: str, line: str, mark: str) -> str:
    x, y, radius = MARK
    path = "".join(f"M{a} {b}L{c} {d}" for a, b, c, d in LINES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{ground}"/>'
        f'<path d="{path}" stroke="{line}" stroke-width="{WIDTH}"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{mark}"/></svg>\n'
    )


def picture(side: int, ground: str, line: str, mark: str) -> Image.Image:
    """Draw the same at four times the size, for smooth edges."""
    scale = side * 4 / SIDE
    image = Image.new("RGB", (side * 4, side * 4), ground)
    draw = ImageDraw.Draw(image)
    half = WIDTH / 2
    for a, b, c, d in LINES:
        wide, high = (0, half) if b == d else (half, 0)
        box = (a - wide, min(b, d) - high, c + wide, max(b, d) + high)
        draw.rectangle([round(each * scale) for each in box], fill=line)
    x, y, radius = MARK
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse([round(each * scale) for each in box], fill=mark)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    if kind == "PNG":
        image = image.quantize(64)
    image.save(file, kind, **options)
    return file.getvalue()


if __name__ == "__main__":
    for name, content in icons(SHEET.read_text("utf-8")).items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
