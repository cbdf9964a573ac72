"""The mark of a date on the rule of a share card, as pages have it in `history/mark.html`."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

HEIGHT = 64  # pixels above the rule
TOP, BOTTOM = 16, 46  # of what has a body
NARROWEST = 14  # pixels of a box
SCALE = 4  # for smooth edges
# What fades: the widths of strokes and of the gaps after them, in pixels.
FADE = (7, 3, 5, 4, 4, 5, 4, 6, 3, 8, 3, 10, 2, 12, 2, 14, 2, 17, 2)


@dataclass(frozen=True)
class Mark:
    """A date on the axis from `first_year` up to `last_year`, in shapes.

    Each is its kind (`history.marks.Kind`) and both ends, from 0 to 100.
    """

    first_year: int
    last_year: int
    shapes: tuple[tuple[str, float, float], ...]
    about: bool
    uncertain: bool


def draw(
    image: Image.Image, mark: Mark, box: tuple[int, int, int, int], colour: str, ground: str
) -> None:
    """Draw a mark into a box of a picture; boxes of a date hide what is behind them."""
    left, top, right, bottom = box
    size = (image.width * SCALE, (bottom - top) * SCALE)
    pens = Pen(left, right, size), Pen(left, right, size)
    for kind, start, end in mark.shapes:
        for pen in pens:
            pen.shape(kind, start, end, mark, is_ground=pen is pens[0])
    for pen, fill in zip(pens, (ground, colour), strict=True):
        mask = pen.mask.resize((image.width, bottom - top), Image.Resampling.BOX)
        image.paste(fill, (0, top), mask)


class Pen:
    """Draws shapes white on black, in pixels of the card."""

    def __init__(self, left: int, right: int, size: tuple[int, int]) -> None:
        self.left, self.length = left, right - left
        self.mask = Image.new("L", size)
        self.pen = ImageDraw.Draw(self.mask)

    def shape(self, kind: str, start: float, end: float, mark: Mark, *, is_ground: bool) -> None:
        x, x2 = (self.left + each * self.length / 100 for each in (start, end))
        has_body = kind in ("year", "season", "range", "span")
        if has_body:  # also a year on a rule of a thousand
            x2 = max(x2, x + NARROWEST)
        if is_ground:
            if has_body:
                self.body(x, x2, kind, hollow=False)
        elif has_body:
            self.body(x, x2, kind, hollow=True)
            if kind == "season":
                self.box(x, (TOP + BOTTOM) / 2, x2, BOTTOM)
            self.gaps(x, x2, kind, mark)
        elif kind == "month":
            self.box(x, TOP, max(x2, x + 7), BOTTOM)
            self.gaps(x, max(x2, x + 7), kind, mark)
        elif kind == "day":
            self.box(x - 2, TOP, x + 2, HEIGHT)
            self.disc(x, TOP + 2, 13)
            self.gaps(x - 14, x + 14, kind, mark)
        elif kind == "cap":
            self.box(x - 4, TOP - 6, x + 4, BOTTOM + 6)
            self.gaps(x - 4, x + 4, kind, mark)
        elif kind == "dots":
            for number in range(int((x2 - x) // 14) + 1):
                self.disc(x + number * 14, (TOP + BOTTOM) / 2, 2.5)
        else:
            self.fade(x2 if kind == "fade-in" else x, -1 if kind == "fade-in" else 1, mark.about)

    def body(self, x: float, x2: float, kind: str, *, hollow: bool) -> None:
        """Draw a box, with round ends for what lasted."""
        radius = 15 if kind == "span" else 0
        for inset, fill in ((0, 255), (4, 0))[: 1 + hollow]:
            self.box(x + inset, TOP + inset, x2 - inset, BOTTOM - inset, radius - inset, fill)

    def gaps(self, x: float, x2: float, kind: str, mark: Mark) -> None:
        """Break in two what is 'about' a date; dash a period and what is only possible."""
        if mark.about:
            middle = (TOP + BOTTOM) / 2 if kind != "day" else TOP + 2
            self.box(x - 1, middle - 3, x2 + 1, middle + 3, fill=0)
        if mark.uncertain or kind in ("span", "range"):
            for place in range(round(x) + 18, round(x2) - 18, 16):
                self.box(place, TOP - 6, place + 5, TOP + 4, fill=0)
                self.box(place, BOTTOM - 4, place + 5, BOTTOM + 6, fill=0)

    def fade(self, x: float, way: int, about: bool) -> None:
        """Draw ever thinner strokes from what is known to what is not."""
        strokes = [(TOP, BOTTOM)] if not about else [(TOP, TOP + 11), (BOTTOM - 11, BOTTOM)]
        for width, gap in zip(FADE[::2], (*FADE[1::2], 0), strict=True):
            start, end = sorted((x, x + way * width))
            if self.left <= start and end <= self.left + self.length:
                for top, bottom in strokes:
                    self.box(start, top, end, bottom)
            x += way * (width + gap)

    def box(
        self, x: float, y: float, x2: float, y2: float, radius: float = 0, fill: int = 255
    ) -> None:
        ends = (x * SCALE, y * SCALE, max(x, x2) * SCALE, max(y, y2) * SCALE)
        self.pen.rounded_rectangle(ends, max(0, radius) * SCALE, fill=fill)

    def disc(self, x: float, y: float, radius: float) -> None:
        self.pen.circle((x * SCALE, y * SCALE), radius * SCALE, fill=255)
