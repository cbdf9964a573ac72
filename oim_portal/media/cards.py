"""Share cards: pictures of 1200 × 630 pixels for shared links, made of words and the rule of years.

What a card says is a `Card`; `draw` needs nothing else but the emblem. Only background tasks call
it (`pages.metadata.cards`). The file's name follows from all that is drawn.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from django.utils.crypto import salted_hmac
from PIL import Image, ImageDraw

from oim_portal.settings.upload_limits import RENDITIONS
from oim_portal.web.templatetags.web_tags import RULE_BEGINS
from oim_portal.web.tokens import of_the_portal

from . import card_marks, card_texts
from .card_marks import Mark
from .card_texts import SANS, SERIF, Lines, fit, font_of

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 72
INSIDE = WIDTH - 2 * MARGIN
TOP, BASELINE = 56, 560  # of the name, and of the rule
BAND = 56  # height of the name
ABOVE_RULE = 484  # where the title ends at the latest
COLOURS = 48
# Sizes of the title, in pixels.
ALONE, BESIDE_DATE = (84, 76, 68, 60, 52, 46, 40, 36, 32), (64, 58, 52, 46, 40, 36, 32, 28)
PREFIX = f"{RENDITIONS}/card-"
STEPS = (10, 20, 50, 100, 200, 500)
YEAR_ROOM = 64  # pixels for a year below the rule


@dataclass(frozen=True)
class CardDate:
    """A date as it is set: words over the large year and under it, read in this order; its mark."""

    over: str
    big: str
    under: str
    mark: Mark


@dataclass(frozen=True)
class Card:
    """What a card says, in one language; the rule goes up to `last_year` unless a date is later.

    `emblem` is the file of a rendition, if there is one.
    """

    site: str
    kicker: str
    title: str
    last_year: int
    date: CardDate | None = None
    emblem: str = ""

    @property
    def alt(self) -> str:
        """The words of the card, for people who cannot see it."""
        date = self.date and " ".join(
            filter(None, (self.date.over, self.date.big, self.date.under))
        )
        return " – ".join(filter(None, (self.kicker, date, self.title, self.site)))

    @property
    def name(self) -> str:
        """The name of its file among the media, which cannot be guessed from its words."""
        told = f"{design()} {sorted(asdict(self).items())}"
        return f"{PREFIX}{salted_hmac('card', told, algorithm='sha256').hexdigest()[:32]}.png"


@dataclass
class Drawn:
    """The picture of a card, and its texts with their boxes: left, top, right, bottom."""

    image: Image.Image
    texts: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)

    def png(self) -> bytes:
        """Return the picture as a PNG of few colours: most cards have fewer than 30 KB."""
        file = BytesIO()
        method = Image.Quantize.MEDIANCUT
        few = self.image.quantize(COLOURS, method=method, dither=Image.Dither.NONE)
        few.save(file, "PNG", optimize=True)
        return file.getvalue()

    def write(self, lines: Lines, x: int, y: int, fill: str, anchor: str = "l") -> None:
        """Write lines from their upper edge `y`; `x` is their left end, or their right ("r")."""
        if not lines.lines:
            return
        pen = ImageDraw.Draw(self.image)
        boxes = []
        for number, line in enumerate(lines.lines):
            place = (x, y + lines.font.getmetrics()[0] + number * lines.leading)
            pen.text(place, line, font=lines.font, fill=fill, anchor=f"{anchor}s")
            boxes.append(pen.textbbox(place, line, font=lines.font, anchor=f"{anchor}s"))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        box = (min(lefts), min(tops), max(rights), max(bottoms))
        self.texts.append((" ".join(lines.lines), box))


@cache
def design() -> str:
    """Return a digest of all that is the same on every card: code, typefaces, colours."""
    files = [Path(module.__file__ or "") for module in (card_marks, card_texts)]
    parts = [path.read_bytes() for path in (Path(__file__), *files, SERIF, SANS)]
    colours = str(sorted(of_the_portal()["light"].items())).encode()
    return hashlib.sha256(b"".join([*parts, colours])).hexdigest()


def draw(card: Card, emblem: Image.Image | None = None) -> Drawn:
    """Draw a card; long words become smaller, and are cut at their end when they still do not fit.

    What no typeface can write is left out.
    """
    colours = of_the_portal()["light"]
    ground, white, soft = (colours[name] for name in ("--band", "--on-band", "--on-band-2"))
    drawn = Drawn(Image.new("RGB", SIZE, ground))
    end = write_name(drawn, card, emblem, ground, white)
    kicker = fit(card.kicker, SANS, (26, 22, 20), WIDTH - MARGIN - end - 48, BAND + 8)
    drawn.write(kicker, WIDTH - MARGIN, TOP + (BAND - kicker.height) // 2, soft, "r")
    top = 168
    if card.date:
        top = write_date(drawn, card.date, white, colours["--evidence"])
    title = fit(card.title, SERIF, BESIDE_DATE if card.date else ALONE, INSIDE, ABOVE_RULE - top)
    drawn.write(title, MARGIN, top, white)
    draw_rule(drawn, card, white, soft)
    if card.date:
        box = (MARGIN, BASELINE - card_marks.HEIGHT, WIDTH - MARGIN, BASELINE)
        card_marks.draw(drawn.image, card.date.mark, box, colours["--evidence"], ground)
    return drawn


def write_name(
    drawn: Drawn, card: Card, emblem: Image.Image | None, ground: str, white: str
) -> int:
    """Draw the emblem, or the name with its first word in a block; return where it ends."""
    pen = ImageDraw.Draw(drawn.image)
    if emblem:
        emblem = emblem.convert("RGBA")
        emblem.thumbnail((320, BAND))
        plate = (MARGIN, TOP - 8, MARGIN + emblem.width + 24, TOP + BAND + 8)
        pen.rectangle(plate, fill=white)
        place = (MARGIN + 12, TOP + (BAND - emblem.height) // 2)
        drawn.image.paste(emblem, place, emblem)
        return plate[2]
    room = (INSIDE * 3 // 5 if card.kicker else INSIDE) - 48
    lines = fit(card.site, SERIF, (40, 34, 28, 22), room, BAND)
    if not lines.lines:
        return MARGIN
    first, _blank, rest = lines.lines[0].partition(" ")
    end = MARGIN + round(lines.font.getlength(first)) + 32
    pen.rectangle((MARGIN, TOP, end, TOP + BAND), fill=white)
    top = TOP + (BAND - lines.height) // 2
    drawn.write(Lines((first,), lines.font), MARGIN + 16, top, ground)
    after = Lines((rest,) if rest else (), lines.font)
    drawn.write(after, end + 16, top, white)
    return end + 16 + after.width


def write_date(drawn: Drawn, date: CardDate, white: str, yellow: str) -> int:
    """Write a date, its words beside the large year; return where the title begins."""
    top = 128
    big = fit(date.big, SERIF, (150, 112, 84, 64), INSIDE * 2 // 3, 210)
    drawn.write(big, MARGIN, top, white)
    baseline = top + big.font.getmetrics()[0]
    left = MARGIN + big.width + 28
    words = " · ".join(filter(None, (date.over, date.under)))
    beside = fit(words, SANS, (30, 26, 22, 20), WIDTH - MARGIN - left, baseline - top)
    drawn.write(beside, left, baseline + beside.font.getmetrics()[1] - beside.height, yellow)
    return baseline + max(36, big.font.getmetrics()[1] - 8)


def draw_rule(drawn: Drawn, card: Card, white: str, soft: str) -> None:
    """Draw a tick for each year, or for each decade of many, and the years that have room."""
    pen = ImageDraw.Draw(drawn.image)
    first, last = RULE_BEGINS, card.last_year
    if card.date:
        first, last = card.date.mark.first_year, card.date.mark.last_year
    a_year = INSIDE / (last - first)
    step = next(step for step in STEPS if step * a_year >= YEAR_ROOM)
    for year in range(first, last + 1):
        x = round(MARGIN + (year - first) * a_year)
        if year % step == 0:
            pen.line((x, BASELINE - 26, x, BASELINE), fill=white, width=2)
        elif a_year >= 4 or (year % 10 == 0 and a_year >= 0.4):
            pen.line((x, BASELINE - 9, x, BASELINE), fill=soft)
        if year % step == 0 and x + YEAR_ROOM <= WIDTH - MARGIN:
            drawn.write(Lines((str(year),), font_of(SANS, 20)), x + 7, BASELINE + 4, soft)
    pen.line((MARGIN, BASELINE, WIDTH - MARGIN, BASELINE), fill=white, width=3)
