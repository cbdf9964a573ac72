"""Folding of texts for comparisons that ignore case, accents, invisible characters and spacing."""

import unicodedata


def folded(text: str) -> str:
    """Return a text case-folded, without combining and invisible characters, with single spaces.

    'Sí', 'SI ' and an 'i' followed by a combining accent are equal, as are a space and a no-break
    space.
    """
    signs = unicodedata.normalize("NFKD", text)
    shown = (
        sign
        for sign in signs
        if sign.isspace() or unicodedata.category(sign) not in {"Mn", "Cf", "Cc"}
    )
    return " ".join("".join(shown).casefold().split())
