"""Phrases for dates in words (``wording``), each one message for translators.

The context of a message says where it is used, since other languages need different forms: Spanish
contracts 'a partir de' and 'el' before a day (*a partir del 16 de diciembre*), gives a decade its
article only inside a sentence (*años 80*, *a partir de los años 80*), and turns *o* into *u* before
the sound of an o (*septiembre u octubre*), *y* into *e* before that of an i. The months are not
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

# By whether two digits name the decade (1920s to 1990s), and whether it stands alone.
DECADES = {
    (True, True): pgettext_lazy("decade by two digits, alone", "the 19%(short)ss"),
    (True, False): pgettext_lazy("decade by two digits, in a sentence", "the 19%(short)ss"),
    (False, True): pgettext_lazy("decade by four digits, alone", "the %(year)ss"),
    (False, False): pgettext_lazy("decade by four digits, in a sentence", "the %(year)ss"),
}
TWO_DECADES = {
    True: pgettext_lazy("two decades by two digits", "the 19%(first)ss and 19%(second)ss"),
    False: pgettext_lazy("two decades by four digits", "the %(first)ss and %(second)ss"),
}

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
BY = {
    True: pgettext_lazy("a day", "by %(date)s"),
    False: pgettext_lazy("a month, year or decade", "by %(date)s"),
}
# Appended to a date in plain words.
AT_THE_LATEST = pgettext_lazy("date", "%(date)s, at the latest")
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
OR_EARLIER = pgettext_lazy("date", "%(date)s or earlier")
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
