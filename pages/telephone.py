"""`tel:` links from telephone numbers as people write them."""

import re

NUMBER = re.compile(r"(?P<plus>\+?)[\s(]*(?P<digits>[0-9][0-9\s().·‐‑‒–—-]*)")
# After the digits, without a space: letters that stand for digits, as in 1800-OFICINA.
LETTERS = re.compile(r"(?!ext|int|x|anexo)[^\W\d_]", re.IGNORECASE)
MIN_DIGITS, MAX_DIGITS = 3, 15  # digits: 911, and the maximum of ITU-T E.164


def telephone_url(written: str) -> str:
    """Return the `tel:` URI (RFC 3966) of the first number in a text; '' without a number.

    An extension is left out: telephones differ in how to dial it, and the text of the link shows
    it.
    """
    found = NUMBER.search(written)
    if (
        found is None
        or LETTERS.match(written, found.end())
        and not written[: found.end()][-1].isspace()
    ):
        return ""
    plus, digits = found["plus"], found["digits"]
    if plus:
        digits = digits.replace("(0)", "")  # dialled within the country only
    digits = re.sub(r"[^0-9]", "", digits)
    return f"tel:{plus}{digits}" if MIN_DIGITS <= len(digits) <= MAX_DIGITS else ""
