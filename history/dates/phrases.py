"""Phrases for dates in words (``wording``), each one message for translators.

The context of a message says where it is used, since other languages need different forms: Spanish
contracts 'de' and 'el' before a day (*del 16 de diciembre a 1970*), gives a decade its article only
inside a sentence (*década de 1980*, *desde la década de 1980*), and turns *o* into *u* before the
sound of an o (*septiembre u octubre*), *y* into *e* before that of an i. The months are not
Django's: a language without a translation of these phrases would mix its months with the phrases of
the fallback.
"""

from django.utils.translation import pgettext_lazy

UNDATED = pgettext_lazy("date", "undated")

MONTHS = {
    1: pgettext_lazy("month in a date", "January"),
    2: pgettext_lazy("month in a date", "February"),
    3: pgettext_lazy("month in a date", "March"),
    4: pgettext_lazy("month in a date", "April"),
    5: pgettext_lazy("month in a date", "May"),
    6: pgettext_lazy("month in a date", "June"),
    7: pgettext_lazy("month in a date", "July"),
    8: pgettext_lazy("month in a date", "August"),
    9: pgettext_lazy("month in a date", "September"),
    10: pgettext_lazy("month in a date", "October"),
    11: pgettext_lazy("month in a date", "November"),
    12: pgettext_lazy("month in a date", "December"),
}

DAY = pgettext_lazy("date", "%(day)s %(month)s %(year)s")
MONTH = pgettext_lazy("date", "%(month)s %(year)s")
MID_YEAR = pgettext_lazy("date", "mid-%(year)s")
CENTURY = pgettext_lazy("date", "some year between %(year)s and %(last)s")
SEASONS = {
    21: pgettext_lazy("date", "spring %(year)s"),
    22: pgettext_lazy("date", "summer %(year)s"),
    23: pgettext_lazy("date", "autumn %(year)s"),
    24: pgettext_lazy("date", "winter %(year)s"),
}
SEASON_NAMES = {
    21: pgettext_lazy("season in a date", "spring"),
    22: pgettext_lazy("season in a date", "summer"),
    23: pgettext_lazy("season in a date", "autumn"),
    24: pgettext_lazy("season in a date", "winter"),
}

# By whether it stands alone.
DECADES = {
    True: pgettext_lazy("decade, alone", "%(year)ss"),
    False: pgettext_lazy("decade, in a sentence", "the %(year)ss"),
}
TWO_DECADES = pgettext_lazy("two decades", "%(first)ss and %(second)ss")

# By the parts that are left out.
UNSPECIFIED = {
    "month": pgettext_lazy("date", "%(date)s (month not known)"),
    "month and day": pgettext_lazy("date", "%(date)s (month and day not known)"),
    "day": pgettext_lazy("date", "%(date)s (day not known)"),
}

# The last part of each key below is whether the date is a day.
QUALIFIED = {
    ("~", True): pgettext_lazy("a day", "about %(date)s"),
    ("~", False): pgettext_lazy("a month, year or decade", "about %(date)s"),
    ("?", True): pgettext_lazy("a day", "possibly %(date)s"),
    ("?", False): pgettext_lazy("a month, year or decade", "possibly %(date)s"),
    ("%", True): pgettext_lazy("a day", "possibly about %(date)s"),
    ("%", False): pgettext_lazy("a month, year or decade", "possibly about %(date)s"),
}
QUALIFIED_IN_SENTENCE = {
    "~": pgettext_lazy("date after a preposition", "about %(date)s"),
    "?": pgettext_lazy("date after a preposition", "%(date)s (possibly)"),
    "%": pgettext_lazy("date after a preposition", "about %(date)s (possibly)"),
}
FROM = {
    True: pgettext_lazy("a day", "from %(date)s"),
    False: pgettext_lazy("a month, year or decade", "from %(date)s"),
}
FROM_END_UNKNOWN = {
    True: pgettext_lazy("a day", "from %(date)s, end not known"),
    False: pgettext_lazy("a month, year or decade", "from %(date)s, end not known"),
}
# By whether the date is a year alone.
AT_THE_LATEST = {
    True: pgettext_lazy("a year", "%(date)s at the latest"),
    False: pgettext_lazy("date", "%(date)s, at the latest"),
}
UNTIL = {
    True: pgettext_lazy("a day", "until %(date)s"),
    False: pgettext_lazy("a month, year or decade", "until %(date)s"),
}
PERIOD = {
    (True, True): pgettext_lazy("two days", "from %(start)s to %(end)s"),
    (True, False): pgettext_lazy("the first is a day", "from %(start)s to %(end)s"),
    (False, True): pgettext_lazy("the second is a day", "from %(start)s to %(end)s"),
    (False, False): pgettext_lazy("months, years or decades", "from %(start)s to %(end)s"),
}

# One of several dates, by whether the last one begins with the sound of an o in Spanish.
ONE_OF_TWO = {
    True: pgettext_lazy("the second begins with the sound of o", "%(first)s or %(last)s"),
    False: pgettext_lazy("one of two dates", "%(first)s or %(last)s"),
}
BETWEEN_TWO_OF_MANY = pgettext_lazy("between two dates of a list", "%(dates)s, %(date)s")
OR_BEFORE = pgettext_lazy("date", "%(date)s or before")
OR_LATER = pgettext_lazy("date", "%(date)s or later")
BETWEEN = {
    (True, True): pgettext_lazy("two days", "between %(start)s and %(end)s"),
    (True, False): pgettext_lazy("the first is a day", "between %(start)s and %(end)s"),
    (False, True): pgettext_lazy("the second is a day", "between %(start)s and %(end)s"),
    (False, False): pgettext_lazy("months, years or decades", "between %(start)s and %(end)s"),
}
BETWEEN_AND_WINTER = {
    True: pgettext_lazy("a day, and a winter", "between %(start)s and %(end)s"),
    False: pgettext_lazy("a month, year or decade, and a winter", "between %(start)s and %(end)s"),
}

# A date whose year is set large: the words above it, and those below it.
BEFORE_YEAR = {
    "~": pgettext_lazy("above a year", "about"),
    "?": pgettext_lazy("above a year", "possibly"),
    "%": pgettext_lazy("above a year", "possibly about"),
    "by": pgettext_lazy("above a year", "at the latest"),
    "from": pgettext_lazy("above a year", "from"),
    "until": pgettext_lazy("above a year", "until"),
}
AFTER_YEAR = {
    "onwards": pgettext_lazy("below a year", "onwards"),
    "unknown": pgettext_lazy("below a year", "end not known"),
    "decade": pgettext_lazy("below two years", "decade"),
    "decades": pgettext_lazy("below two years", "decades"),
    "century": pgettext_lazy("below two years", "some year"),
}
DOUBTS_AFTER_YEAR = {
    "": "",
    "~": pgettext_lazy("below a year", "approximately"),
    "?": pgettext_lazy("below a year", "possibly"),
    "%": pgettext_lazy("below a year", "possibly, approximately"),
}
DAY_OF_MONTH = pgettext_lazy("below a year", "%(day)s %(month)s")
ABOUT_THE_MIDDLE = pgettext_lazy("below a year", "about the middle")
IN_THE_ORDER_OF_THE_TEXT = pgettext_lazy("below 'undated'", "in the order of the text")

# What is known of a date, and what is not.
TEXT_GIVES_NO_DATE = pgettext_lazy("what is known of a date", "the text gives no date")
NOT_THE_BEGINNING = pgettext_lazy("what is not known of a date", "not the beginning")
NOT_THE_END = pgettext_lazy("what is not known of a date", "not the end")
NOT_THE_YEAR = pgettext_lazy("what is not known of a date", "not the year")
NOT_THE_DATE = pgettext_lazy("what is not known of a date", "not the date itself")
NOT_WHICH = pgettext_lazy("what is not known of a date", "not which one")
LATEST_DATE = pgettext_lazy("what is known of a date", "the latest date")
KNOWN = {
    "day": (pgettext_lazy("what is known of a date", "the day"), ""),
    "month": (pgettext_lazy("what is known of a date", "the month"), ""),
    "middle": (pgettext_lazy("what is known of a date", "the middle of the year"), ""),
    "season": (pgettext_lazy("what is known of a date", "the season"), ""),
    "year": (pgettext_lazy("what is known of a date", "the year"), ""),
    "decade": (pgettext_lazy("what is known of a date", "the decade"), NOT_THE_YEAR),
    "decades": (pgettext_lazy("what is known of a date", "the decades"), ""),
    "century": (pgettext_lazy("what is known of a date", "the hundred years"), NOT_THE_YEAR),
    "by": (LATEST_DATE, NOT_THE_BEGINNING),
    "from": (pgettext_lazy("what is known of a date", "the beginning"), NOT_THE_END),
    "until": (pgettext_lazy("what is known of a date", "the end"), NOT_THE_BEGINNING),
    "period": (pgettext_lazy("what is known of a date", "the beginning and the end"), ""),
    "or before": (LATEST_DATE, NOT_THE_DATE),
    "or after": (pgettext_lazy("what is known of a date", "the earliest date"), NOT_THE_DATE),
    "between": (
        pgettext_lazy("what is known of a date", "between which dates"),
        NOT_THE_DATE,
    ),
    "one of": (
        pgettext_lazy("what is known of a date", "that it is one of these dates"),
        NOT_WHICH,
    ),
}
# By the sign of EDTF.
DOUBTS = {
    "": "",
    "~": pgettext_lazy("what is known of a date", "approximately"),
    "?": pgettext_lazy("what is known of a date", "without certainty"),
    "%": pgettext_lazy("what is known of a date", "approximately and without certainty"),
}
