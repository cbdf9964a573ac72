"""Folding of names, so that what reads the same is found however it was typed."""

import unicodedata


def folded(text: str) -> str:
    """Return a text in lower case, without marks and signs that do not show, blanks made one.

    'Sí', 'SI ' and an 'i' with an accent of its own are alike, as are a blank and a no-break space.
    """
    signs = unicodedata.normalize("NFKD", text)
    shown = (
        sign
        for sign in signs
        if sign.isspace() or unicodedata.category(sign) not in {"Mn", "Cf", "Cc"}
    )
    return " ".join("".join(shown).casefold().split())
