"""Vocabulary and patterns of written dates in Spanish and English, folded (`cells.folded`)."""

import re

DASHES = str.maketrans(dict.fromkeys("‐‒–—―−", "-") | dict.fromkeys("\"'`´‘’“”«»¿¡", None))
WHOLE_NUMBER = re.compile(r"([0-9]{4})[.,]0+")
EXCEL_SERIAL = re.compile(r"([1-6][0-9]{4}|7[0-2][0-9]{3})(?:[.,]([0-9]+))?")  # 1927 to 2099
EIGHT_DIGITS = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
MONTH_NAMES = [
    month.split("/")
    for month in """
        enero/january febrero/february marzo/march abril/april mayo/may junio/june julio/july
        agosto/august septiembre/september/setiembre octubre/october noviembre/november
        diciembre/december
    """.split()
]
SHORTEST_MONTH = 3  # letters of an abbreviation
WEEKDAYS = (
    "lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)


def numbered(names: str, first: int) -> dict[str, int]:
    """Return the numbers of names; those between slashes have the same one."""
    groups = enumerate(names.split(), start=first)
    return {name: number for number, group in groups for name in group.split("/")}


SEASONS = numbered("primavera/spring verano/summer otono/autumn/fall invierno/winter", 21)
TENS = numbered(
    "veinte/twenties treinta/thirties cuarenta/forties cincuenta/fifties sesenta/sixties"
    " setenta/seventies ochenta/eighties noventa/nineties",
    2,
)
ROMAN = numbered("xi xii xiii xiv xv xvi xvii xviii xix xx xxi", 11)
UNDATED = {
    *("sin fecha", "s/f", "s.f", "s. f", "sf", "sin fecha conocida", "fecha desconocida"),
    *("desconocida", "undated", "no date", "n.d", "n. d", "n/d", "unknown", "-", "--"),
    *("s/d", "n/a", "no aplica", "no consta", "sin dato", "sin datos", "ninguna", "no se sabe"),
    *("se desconoce", "not known", "none"),
}
PRESENT = re.compile(
    r"(?:el |la |the )?(?:actualidad|presente|present|hoy|hoy en dia|fecha|ahora|today|now|date)"
)

# Words that are dropped before and within a date.
FILLERS = {"de", "del", "el", "la", "los", "of", "the", "en", "in", "on", "ano", "year"}
# 'mar 5 ene' is a Tuesday, 'mar 5' in March.
WEEKDAY = re.compile(
    rf"\b(?:{WEEKDAYS})\b[\s,]*"
    r"|^(?:lun|mar|mie|jue|vie|sab|dom|mon|tue|wed|thu|fri|sat|sun)\b[\s.,]*"
    r"(?=[0-9]{1,2}[\s-]+(?:de\s+)?[a-z]{3})"
)
# '1°' is written with the degree sign, which keyboards in Ecuador have next to the 1.
ORDINAL = re.compile(r"\b([0-9]{1,2})(?:\.?(?:o|ro|ero|er|do|to|st|nd|rd|th)\b|\s?°)")
FIRST = re.compile(r"\bprimero(?= de\b)")
TIME = re.compile(
    r"(?:[\s,]+|t|[\s,]+(?:a las?|at)\s+)[0-9]{1,2}\s?[:h]\s?[0-9]{2}"
    r"(?::[0-9]{2}(?:[.,][0-9]+)?)?\s?(?:[ap]\.?\s?m\.?|h|hs|hrs|horas)?\.?"
    r"\s?(?:z|utc|[+-][0-9]{2}:?[0-9]{2})?"
)

ABOUT = re.compile(
    r"(?:hacia|circa|cerca de|alrededor de|mas o menos(?: en)?|en torno a|por el ano"
    r"|aproximadamente(?: en)?|aprox|about|around|approximately|approx|roughly)\b\.?\s*"
    r"|(?:ca?)(?:\.\s*|\s+|(?=[0-9]))|[~±]\s*"
)
ABOUT_AFTER = re.compile(
    r"[\s,(]+(?:aproximadamente|aprox|approximately|approx|mas o menos|circa)\b[.)]*|\s*~"
)
PERHAPS = re.compile(
    r"(?:posiblemente|quizas?|probablemente|tal vez|possibly|perhaps|probably|maybe)\b"
    r"\s*(?:en\b)?\s*"
)
PERHAPS_AFTER = re.compile(r"\s*\(?(?:posiblemente|possibly)\)|\s*\(?\?\)?")

FROM = re.compile(r"(?:desde|a partir de|a partir del|from|since)\s+(?:el\s+)?")
UNTIL = re.compile(r"(?:hasta|until|till|up to)\s+(?:el\s+)?")
BY = re.compile(
    r"(?:para|by|a mas tardar(?: en| para)?|no mas tarde de|(?:no|not) later than|at the latest)"
    r"\s+(?:el\s+)?"
)
BY_AFTER = re.compile(r",?\s+(?:a mas tardar|at the latest)")
END_UNKNOWN = re.compile(r",?\s*\(?(?:sin final conocido|end not known)\)?")
ONWARDS = re.compile(r"\s+(?:en adelante|onwards?)")
BEGINNING = re.compile(r"(?:de|del|desde|desde el|from)\s+")
TO = re.compile(r"\s+(?:a|al|hasta|hasta el|to|until|till|y|and)\s+|\s*[-/]\s*")

BETWEEN = re.compile(r"(?:entre|between)\s+(?:el\s+)?")
AND = re.compile(r"\s+(?:y|e|and)\s+(?:el\s+)?")
OR = re.compile(r",\s*|\s+(?:o|u|or)\s+(?:el\s+)?")
BEFORE = re.compile(r"(?:antes de|before|prior to)\s+(?:el\s+)?|antes del\s+")
AFTER = re.compile(r"(?:despues de|luego de|after)\s+(?:el\s+)?|(?:despues|luego) del\s+")
OR_EARLIER = re.compile(r"\s+(?:o antes|or earlier|or before)")
OR_LATER = re.compile(r"\s+(?:o despues|or later|or after)")

# Before a date or a period: 'en los años 80', 'durante 1998'.
WITHIN = re.compile(r"(?:en|in|during|durante)\s+")

# Parts of a period, which EDTF cannot express, except the middle of a year.
PART_OF = re.compile(
    r"(?:(?:a|al|at|la|el|en|the|los)\s+)*"
    r"(?P<part>principios?|comienzos?|inicios?|mediados|mitad|fin|fines|final"
    r"|finales|early|mid|late|(?:beginning|middle|end)(?= of)|madrugada|manana|tarde|noche"
    r"|(?:primeros|ultimos) anos(?= de)"
    r"|(?:primer|primera|segundo|segunda|tercer|tercera|cuarto|cuarta|ultimo|ultima|[1-4]|i{1,3}|iv)"
    r" (?:semestre|trimestre|cuatrimestre|mitad|tercio|decada|quincena|semana)"
    r"|(?:first|second|third|fourth|last|[1-4]) (?:half|quarter|third|decade|week)(?= of))"
    r"[\s-]+(?:(?:de|del|of)\s+)?(?P<rest>.+)"
)
MIDDLE = {"mediados", "mitad", "mid", "middle"}
ENGLISH_PART = re.compile(r"early|mid$|late|beginning|middle|end$|.+ (?:half|quarter|third|week)$")
CENTURY = re.compile(r"(?:siglo|s\.?)\s*(?P<a>[ivx]+|[0-9]{1,2})|(?P<b>[ivx]+|[0-9]{1,2}) century")
YEARS_OF_CENTURY = re.compile(
    r"(?:algun ano entre|some year between) (?P<first>[0-9]{2})00 (?:y|and) (?P=first)99"
)
DECADE = re.compile(
    r"(?P<mark>(?:(?:la|las|los|the|de|del|decadas?|decenios?|anos)\s+)*)"
    r"(?P<tens>[0-9]{3}0|[0-9]0|[a-z]+)(?P<s>s?)"
)
SEASON = re.compile(
    rf"(?:(?:el|la|the)\s+)?(?P<season>{'|'.join(SEASONS)}),?\s+(?:(?:de|del|of)\s+)?"
    r"(?P<year>[0-9]{4}|[0-9]{2})"
)
SHORT_PERIOD = re.compile(r"(?P<century>[12][0-9])(?P<first>[0-9]{2})\s?[-/]\s?(?P<last>[0-9]{2})")
LEFT_OUT = [
    (re.compile(r"\s*\((?:sin mes ni dia conocidos|month and day not known)\)"), "-XX-XX"),
    (re.compile(r"\s*\((?:sin mes conocido|month not known)\)"), "-XX"),
    (re.compile(r"\s*\((?:sin dia conocido|day not known)\)"), "-XX"),
]


def month_of(word: str) -> int | None:
    """Return the number of a month from its name in either language, or from an abbreviation."""
    found = {
        number
        for number, names in enumerate(MONTH_NAMES, start=1)
        for name in names
        if len(word) >= SHORTEST_MONTH and name.startswith(word)
    }
    return found.pop() if len(found) == 1 else None


def without(pattern: re.Pattern, text: str, *, at_end: bool = False) -> str | None:
    """Return a text without a pattern's match at its beginning or end; None without a match."""
    if not at_end:
        match = pattern.match(text)
        return text[match.end() :].strip() if match else None
    match = next((each for each in pattern.finditer(text) if each.end() == len(text)), None)
    return text[: match.start()].strip() if match else None
