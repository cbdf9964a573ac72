"""Languages in which help may exist by itself, beside those of the site.

Each is called as its speakers call it; staff read its name in their language too.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

#: BCP 47 codes: the name that its speakers use, and that of staff.
LANGUAGES = {
    "qu": ("Kichwa", _("Kichwa")),
    "jiv": ("Shuar chicham", _("Shuar")),
    "cbi": ("Cha’palaa", _("Cha'palaa")),
    "acu": ("Achuar chicham", _("Achuar")),
    "auc": ("Wao terero", _("Waorani")),
    "wba": ("Warao", _("Warao")),
    "guc": ("Wayuunaiki", _("Wayuu")),
    "fr": ("Français", _("French")),
    "ht": ("Kreyòl ayisyen", _("Haitian Creole")),
    "pt": ("Português", _("Portuguese")),
    "ar": ("العربية", _("Arabic")),
    "zh-Hans": ("中文", _("Chinese")),
    "uk": ("Українська", _("Ukrainian")),
    "ru": ("Русский", _("Russian")),
    "fa": ("فارسی", _("Persian")),
    "ps": ("پښتو", _("Pashto")),
    "ur": ("اردو", _("Urdu")),
    "hi": ("हिन्दी", _("Hindi")),
    "bn": ("বাংলা", _("Bengali")),
    "ne": ("नेपाली", _("Nepali")),
    "so": ("Soomaali", _("Somali")),
    "am": ("አማርኛ", _("Amharic")),
    "ti": ("ትግርኛ", _("Tigrinya")),
    "sw": ("Kiswahili", _("Swahili")),
    "ln": ("Lingála", _("Lingala")),
    "wo": ("Wolof", _("Wolof")),
    "vi": ("Tiếng Việt", _("Vietnamese")),
    "tr": ("Türkçe", _("Turkish")),
    "de": ("Deutsch", _("German")),
    "it": ("Italiano", _("Italian")),
}


#: The names that staff and readers of the site know, by code.
NAMES = {code: name for code, (_own, name) in LANGUAGES.items()}


def choices() -> list[tuple[str, object]]:
    """Return the languages that the site itself does not have, for a form, with both names."""
    site = dict(settings.LANGUAGES)
    return [
        (code, f"{own} – {name}") for code, (own, name) in LANGUAGES.items() if code not in site
    ]


def own_name(code: str) -> str:
    """Return what the speakers of a language call it; the code of one that is not known."""
    return LANGUAGES.get(code, (code, ""))[0]
