"""How partial dates read in Spanish and English, and in a language that has no phrases yet."""

import pytest
from django.utils import translation

from history.dates import PartialDate


@pytest.mark.parametrize(
    ("edtf", "spanish", "english"),
    [
        ("", "sin fecha", "undated"),
        ("1965-12-16", "16 de diciembre de 1965", "16 December 1965"),
        ("2016-09", "septiembre de 2016", "September 2016"),
        ("1951", "1951", "1951"),
        ("1974-06~", "hacia mediados de 1974", "about mid-1974"),
        ("198X", "década de 1980", "1980s"),
        ("191X", "década de 1910", "1910s"),
        ("201X", "década de 2010", "2010s"),
        ("186X", "década de 1860", "1860s"),
        ("19XX", "algún año entre 1900 y 1999", "some year between 1900 and 1999"),
        ("2001-23", "otoño de 2001", "autumn 2001"),
        ("1985-XX", "1985 (sin mes conocido)", "1985 (month not known)"),
        ("1985-XX-XX", "1985 (sin mes ni día conocidos)", "1985 (month and day not known)"),
        ("1985-04-XX", "abril de 1985 (sin día conocido)", "April 1985 (day not known)"),
        # doubts
        ("1974~", "hacia 1974", "about 1974"),
        ("1974?", "posiblemente 1974", "possibly 1974"),
        ("1974%", "posiblemente hacia 1974", "possibly about 1974"),
        ("1974-07~", "hacia julio de 1974", "about July 1974"),
        ("1974-06?", "posiblemente junio de 1974", "possibly June 1974"),
        ("1974-06%", "posiblemente hacia mediados de 1974", "possibly about mid-1974"),
        ("1965-12-16~", "hacia el 16 de diciembre de 1965", "about 16 December 1965"),
        ("1965-12-16?", "posiblemente el 16 de diciembre de 1965", "possibly 16 December 1965"),
        ("198X~", "hacia la década de 1980", "about the 1980s"),
        ("?1945", "posiblemente 1945", "possibly 1945"),
        ("~1945", "hacia 1945", "about 1945"),
        ("%1945-06", "posiblemente hacia junio de 1945", "possibly about June 1945"),
        ("2004-~06", "hacia junio de 2004", "about June 2004"),
        ("~2004-06", "hacia junio de 2004", "about June 2004"),
        ("2004-%06", "posiblemente hacia junio de 2004", "possibly about June 2004"),
        ("2004-~07", "hacia julio de 2004", "about July 2004"),
        ("2004-~06/..", "desde junio de 2004 aproximadamente", "from about June 2004"),
        # one of several
        ("[1667,1668]", "1667 o 1668", "1667 or 1668"),
        ("[1667,1668,1670]", "1667, 1668 o 1670", "1667, 1668 or 1670"),
        (
            "[1667,1668,1670..1672]",
            "1667, 1668 o entre 1670 y 1672",
            "1667, 1668 or between 1670 and 1672",
        ),
        ("[..1984]", "1984 o antes", "1984 or before"),
        ("[1984..]", "1984 o después", "1984 or later"),
        (
            "[1974-09,1974-10]",
            "septiembre de 1974 u octubre de 1974",
            "September 1974 or October 1974",
        ),
        ("[1974-22,1974-23]", "verano de 1974 u otoño de 1974", "summer 1974 or autumn 1974"),
        (
            "[1965-12-07,1965-12-08]",
            "7 de diciembre de 1965 u 8 de diciembre de 1965",
            "7 December 1965 or 8 December 1965",
        ),
        ("[1974~,?1975]", "hacia 1974 o posiblemente 1975", "about 1974 or possibly 1975"),
        ("[1667..1672]", "entre 1667 y 1672", "between 1667 and 1672"),
        (
            "[197X..198X]",
            "entre la década de 1970 y la década de 1980",
            "between the 1970s and the 1980s",
        ),
        (
            "[1965-12-07..1965-12-08]",
            "entre el 7 de diciembre de 1965 y el 8 de diciembre de 1965",
            "between 7 December 1965 and 8 December 1965",
        ),
        (
            "[1974-23..1974-24]",
            "entre otoño de 1974 e invierno de 1974",
            "between autumn 1974 and winter 1974",
        ),
        # limits
        ("1965/..", "desde 1965", "from 1965"),
        ("1965-12-16/..", "desde el 16 de diciembre de 1965", "from 16 December 1965"),
        ("198X/..", "desde la década de 1980", "from the 1980s"),
        ("1974-06~/..", "desde mediados de 1974", "from mid-1974"),
        ("1974~/..", "desde 1974 aproximadamente", "from about 1974"),
        ("1974?/..", "desde 1974 (posiblemente)", "from 1974 (possibly)"),
        ("1965/", "desde 1965, sin final conocido", "from 1965, end not known"),
        ("/1973", "1973 a más tardar", "1973 at the latest"),
        ("/1974-06~", "hacia mediados de 1974, a más tardar", "about mid-1974, at the latest"),
        ("/1965-12-16", "16 de diciembre de 1965, a más tardar", "16 December 1965, at the latest"),
        ("../1965", "hasta 1965", "until 1965"),
        ("../1965-12-16", "hasta el 16 de diciembre de 1965", "until 16 December 1965"),
        # periods
        ("198X/199X", "décadas de 1980 y 1990", "1980s and 1990s"),
        ("199X/200X", "décadas de 1990 y 2000", "1990s and 2000s"),
        ("197X/199X", "de la década de 1970 a la década de 1990", "from the 1970s to the 1990s"),
        (
            "198X~/199X",
            "de la década de 1980 aproximadamente a la década de 1990",
            "from about the 1980s to the 1990s",
        ),
        ("1980/1985", "de 1980 a 1985", "from 1980 to 1985"),
        ("1980/1985-03-01", "de 1980 al 1 de marzo de 1985", "from 1980 to 1 March 1985"),
        ("1980-03-01/1985", "del 1 de marzo de 1980 a 1985", "from 1 March 1980 to 1985"),
        (
            "1980-03-01/1980-04-02",
            "del 1 de marzo de 1980 al 2 de abril de 1980",
            "from 1 March 1980 to 2 April 1980",
        ),
    ],
)
def test_a_date_reads_as_people_would_say_it(edtf, spanish, english):
    date = PartialDate.parse(edtf)
    assert date.wording("es") == spanish
    assert date.wording("en") == english


def test_without_a_language_a_date_reads_in_the_active_one():
    date = PartialDate.parse("/1974-06~")
    with translation.override("en"):
        assert str(date) == "about mid-1974, at the latest"
        assert date.wording("es") == "hacia mediados de 1974, a más tardar"
        assert date.wording() == "about mid-1974, at the latest"
    with translation.override("es"):
        assert date.wording() == "hacia mediados de 1974, a más tardar"


def test_a_language_without_these_phrases_reads_wholly_in_the_fallback():
    date = PartialDate.parse("/1965-12-16")
    assert date.wording("fr") == date.wording("es")
