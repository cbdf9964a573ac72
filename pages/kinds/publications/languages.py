"""Languages of files, each called as its speakers call it."""

#: By code (BCP 47): those of Ecuador and of the site first, then those that people bring.
LANGUAGES = {
    "es": "Español",
    "en": "English",
    "qu": "Kichwa",
    "jiv": "Shuar chicham",
    "fr": "Français",
    "pt": "Português",
    "ht": "Kreyòl ayisyen",
    "ar": "العربية",
    "zh-Hans": "中文",
    "uk": "Українська",
    "ru": "Русский",
}


def languages() -> list[tuple[str, str]]:
    """Return the choices of the column; as a callable, so that migrations name it."""
    return list(LANGUAGES.items())
