"""Telephone numbers: checked and written by `phonenumbers`, which knows those of each country.

It is imported where staff save a number: a stored number is dialled without it.
"""

import re

COUNTRY = "EC"
# 911, 171, 1800 …: they are dialled as they are, and only within the country.
SHORT = re.compile(r"[0-9]{3,4}")


def normalized(written: str) -> str | None:
    """Return a number as people read it, in the international format; None if it is none.

    Short numbers and those that are free within the country stay national.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    written = " ".join(written.split())
    if SHORT.fullmatch(written):
        return written
    try:
        number = phonenumbers.parse(written, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    is_own = phonenumbers.region_code_for_number(number) == COUNTRY
    national = {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}
    is_national = is_own and phonenumbers.number_type(number) in national
    form = PhoneNumberFormat.NATIONAL if is_national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
