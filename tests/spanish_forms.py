"""The forms of forbidden_spanish.txt: what is wrong in Spanish, and what is right."""

import re
from pathlib import Path

LINES = Path(__file__).with_name("forbidden_spanish.txt").read_text("utf-8").splitlines()
LINK = re.compile(r"%\(\w*link\)s")  # begins or ends a link
FIELD = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{\w*\}")


def compiled(form: str) -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE if form == form.lower() else 0)


FORMS = [
    (compiled(form), right)
    for line in LINES
    if line and not line.startswith("#")
    for form, right in [line.split(" => ")]
]


def wrong_in(text: str) -> str | None:
    """Return the first form in a message or text that is wrong, with what is right."""
    plain = FIELD.sub("·", LINK.sub("", text))
    for form, right in FORMS:
        if found := form.search(plain):
            return f"«{found[0]}», en vez de: {right}"
    return None
