"""What people write for a date in a spreadsheet is understood, or refused with an example."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, strategies as st

from history.dates import PartialDate
from oim_portal.open_data.importing.written_dates import EXAMPLES, LONGEST, parse_date

TODAY = datetime.date(2026, 11, 29)

UNDERSTOOD = {
    # as EDTF, whatever the case
    "1965-12-16": "1965-12-16", "198X": "198X", "198x": "198X", "1974-06~": "1974-06~", "": "",
    # days
    "16 de diciembre de 1965": "1965-12-16", "16 DE DICIEMBRE DEL 1965": "1965-12-16",
    "jueves, 16 de diciembre de 1965": "1965-12-16", "el 16 dic. 1965": "1965-12-16",
    "16-12-1965": "1965-12-16", "16/12/1965": "1965-12-16", "16.12.1965": "1965-12-16",
    "16 / 12 / 1965": "1965-12-16", "1965-2-3": "1965-02-03", "1965/12/16": "1965-12-16",
    "16-dic-65": "1965-12-16", "3/5/75": "1975-05-03", "1º de mayo de 1975": "1975-05-01",
    "primero de mayo de 1975": "1975-05-01", "diciembre 16, 1965": "1965-12-16",
    "December 16, 1965": "1965-12-16", "16th of December 1965": "1965-12-16",
    # what a spreadsheet makes of days
    "24092": "1965-12-16", "24092.5": "1965-12-16", "19651216": "1965-12-16",
    "16/12/1965 14:30": "1965-12-16", "1965-12-16T00:00:00Z": "1965-12-16",
    "16/12/1965 2:30 p. m.": "1965-12-16", "16 de diciembre de 1965 a las 10h30": "1965-12-16",
    # months
    "septiembre de 2016": "2016-09", "Setiembre 2016": "2016-09", "sept. 2016": "2016-09",
    "sep-16": "2016-09", "dic-65": "1965-12", "2016 sep": "2016-09", "sep '16": "2016-09",
    "September 2016": "2016-09", "12/1965": "1965-12", "1965/12": "1965-12",
    # years, decades, centuries
    "1974": "1974", "1974.0": "1974", "en 1974": "1974", "año 1974": "1974", "１９７４": "1974",
    "años 80": "198X", "los años 80": "198X", "los ochenta": "198X", "los 80": "198X",
    "década de 1980": "198X", "DECADA DE LOS 80": "198X", "década de los ochenta": "198X",
    "the 1980s": "198X", "80's": "198X", "the eighties": "198X", "década de 2010": "201X",
    "siglo XX": "19XX", "s. XIX": "18XX", "20th century": "19XX",
    # doubts
    "hacia 1974": "1974~", "c. 1974": "1974~", "ca. 1974": "1974~", "circa 1974": "1974~",
    "alrededor de 1974": "1974~", "1974 aprox.": "1974~", "~1974": "~1974",
    "hacia el 16 de diciembre de 1965": "1965-12-16~", "¿1974?": "1974?", "1974 (?)": "1974?",
    "quizás 1974": "1974?", "posiblemente hacia 1974": "1974%", "about 1974": "1974~",
    "mediados de 1974": "1974-06~", "a mediados de 1974": "1974-06~", "mid-1974": "1974-06~",
    "primavera de 1974": "1974-21", "sin fecha": "", "s/f": "",
    # about June is no middle of the year
    "hacia junio de 2004": "2004-~06", "posiblemente hacia junio de 2004": "2004-%06",
    "c. julio de 2004": "2004-07~",
    # one of several
    "entre 1965 y 1973": "[1965..1973]", "1974 o 1975": "[1974,1975]",
    "between 1965 and 1973": "[1965..1973]", "septiembre u octubre de 1974": "[1974-09,1974-10]",
    "3 o 4 de mayo de 1975": "[1975-05-03,1975-05-04]", "1970 o antes": "[..1970]",
    "1970 o después": "[1970..]", "1965, 1967 o 1970": "[1965,1967,1970]",
    # periods
    "1965 / 1973": "1965/1973", "1965-1973": "1965/1973", "1965 – 1973": "1965/1973",
    "1965 a 1973": "1965/1973", "de 1965 a 1973": "1965/1973", "1965 al 1973": "1965/1973",
    "desde 1965 hasta 1973": "1965/1973", "from 1965 to 1973": "1965/1973",
    "desde 1965": "1965/..", "a partir del 16 de diciembre de 1965": "1965-12-16/..",
    "1965 en adelante": "1965/..", "de 1965 a la actualidad": "1965/..",
    "1965 - ?": "1965/", "since 1965": "1965/..",
    "hasta 1985": "../1985", "until 1985": "../1985", "para 1973": "/1973", "by 1973": "/1973",
    "1973, a más tardar": "/1973", "para mediados de 1974": "/1974-06~",
    "del 3 al 5 de mayo de 1975": "1975-05-03/1975-05-05",
    "enero a marzo de 1965": "1965-01/1965-03", "dic 1965-ene 1966": "1965-12/1966-01",
    "16/12/1965 - 3/1/1966": "1965-12-16/1966-01-03",
    "años 80 y 90": "198X/199X", "décadas de 1880 y 1890": "188X/189X",
    # as keyboards, spreadsheets and offices here write them
    "1° de enero de 1965": "1965-01-01", "1 ° de enero de 1965": "1965-01-01",
    "lun. 5 ene 1998": "1998-01-05", "Tue, 5 Jan 1998": "1998-01-05", "mar 5 1998": "1998-03-05",
    "antes de 1973": "[..1972]", "antes del 5 de mayo de 1975": "[..1975-05-04]",
    "después de 1973": "[1974..]", "luego de mayo de 1975": "[1975-06..]",
    "antes de los años 80": "[..1979]", "after the 1980s": "[1990..]", "before 1973": "[..1972]",
    "no más tarde de 1973": "/1973", "not later than 1973": "/1973",
    "3 y 4 de mayo de 1975": "1975-05-03/1975-05-04", "abril y mayo de 2016": "2016-04/2016-05",
    "30 de abril y 1 de mayo de 1975": "1975-04-30/1975-05-01",
    "años 60-70": "196X/197X", "años 60 a 80": "196X/198X",
    "en los años 80": "198X", "in the 1980s": "198X", "durante 1998": "1998",
    "en el verano de 1974": "1974-22", "the summer of 1974": "1974-22", "Autumn '74": "1974-23",
    "mediados del 74": "1974-06~", "a mitad de 1998": "1998-06~",
    "[1667, 1668]": "[1667,1668]", "[.. 1984]": "[..1984]",
    "n/a": "", "no consta": "", "s/d": "",
}  # fmt: skip

# What a sentence says to whoever wrote it.
REFUSED = {
    "12/16/1965": "día/mes/año: 16/12/1965",
    "dic-30": "«diciembre de 1930»",
    "16/12/30": "«16 de diciembre de 1930»",
    "16-sep": "no dice el año",
    "septiembre": "no dice el año",
    "años 10": "«década de 2010»",
    "31/02/1974": "ese mes tiene 28 días",
    "1974-13": "No existe el mes 13",
    "1973/1965": "El final es anterior al comienzo",
    "0450": "fuera de rango",
    "65": "16/12/1965, septiembre de 2016",
    "hola": "16/12/1965, septiembre de 2016",
    "1965/1966/1967": "16/12/1965, septiembre de 2016",
    "?": "16/12/1965, septiembre de 2016",
    "1965 y 1973": "16/12/1965, septiembre de 2016",
    "1965-73": "«1965-1973»",
    "1998/99": "«1998-1999»",
    "antes del 31/2/1974": "ese mes tiene 28 días",
    "verano de 1974/1975": "16/12/1965, septiembre de 2016",
    "1965 y 1967": "16/12/1965, septiembre de 2016",
    "3 y 5 de mayo de 1975": "16/12/1965, septiembre de 2016",
    "1965 -": "16/12/1965, septiembre de 2016",
    "-1973": "fuera de rango",
    "٣/٥/١٩٧٥": "16/12/1965, septiembre de 2016",
    "1" * 5000: "16/12/1965, septiembre de 2016",
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_what_people_write_is_understood(typed):
    assert parse_date(typed, TODAY).edtf == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", ["septiembre de 2016", "los años 80", "1º de mayo de 1975"])
def test_blanks_marks_and_signs_that_do_not_show_make_no_difference(typed):
    plain = parse_date(typed, TODAY).edtf
    variants = [
        typed.replace(" ", "\N{NO-BREAK SPACE}"),
        typed.replace(" ", "  \t"),
        f"\u200b{typed}\u00ad ",
        typed.replace("ñ", "n\N{COMBINING TILDE}"),
        typed.upper(),
    ]
    assert [parse_date(each, TODAY).edtf for each in variants] == [plain] * len(variants)


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_not_understood_is_refused_with_an_example_that_works(typed):
    with translation.override("es"), pytest.raises(ValidationError) as refusal:
        parse_date(typed, TODAY)
    (sentence,) = refusal.value.messages
    assert REFUSED[typed] in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_example_of_a_refusal_works(language):
    with translation.override(language):
        examples = str(EXAMPLES).partition(": ")[2].rstrip(".").split(", ")
    found = [parse_date(each, TODAY).edtf for each in examples]
    assert found == ["1965-12-16", "2016-09", "1974-06~", "198X", "1965/1973"]


def test_a_year_of_two_digits_is_told_as_it_was_understood():
    with translation.override("es"):
        assert parse_date("dic-65", TODAY).notes == ("«65» se entiende como el año 1965.",)
        assert parse_date("diciembre de 1965", TODAY).notes == ()


def test_a_year_of_two_digits_is_asked_for_once_it_may_be_of_two_centuries():
    assert parse_date("sep-16", datetime.date(2026, 1, 1)).edtf == "2016-09"
    for typed in ("ene-27", "ene-50", "1/1/40"):
        with pytest.raises(ValidationError):
            parse_date(typed, datetime.date(2026, 1, 1))
    with pytest.raises(ValidationError):
        parse_date("ene-55", datetime.date(2056, 1, 1))


def test_a_time_of_day_is_left_out_with_a_word():
    with translation.override("es"):
        assert parse_date("16/12/1965 14:30", TODAY).notes == ("La hora se omite.",)


@pytest.mark.parametrize(
    ("typed", "edtf", "language"),
    [
        ("principios de 1974", "1974", "es"),
        ("A fines de los años 80", "198X", "es"),
        ("finales de junio de 1974", "1974-06", "es"),
        ("mediados del siglo XX", "19XX", "es"),
        ("primer semestre de 1974", "1974", "es"),
        ("desde mediados de 1974 hasta fines de 1975", "1974-06~/1975", "es"),
        ("late 1974", "1974", "en"),
        ("hacia mediados de 1974", "1974-06~", "es"),
        ("about mid-1974", "1974-06~", "en"),
        ("siglo XX", "19XX", "es"),
        ("19th century", "18XX", "en"),
        ("2do semestre de 1974", "1974", "es"),
        ("II semestre 1974", "1974", "es"),
        ("1er trimestre de 2004", "2004", "es"),
        ("1st half of 2004", "2004", "en"),
        ("noche del 5 de marzo de 1987", "1987-03-05", "es"),
        ("primeros años de los 90", "199X", "es"),
    ],
)
def test_words_that_edtf_has_no_sign_for_are_kept_as_words(typed, edtf, language):
    date = parse_date(typed, TODAY)
    assert (date.edtf, date.words, date.language) == (edtf, typed, language)


@pytest.mark.parametrize("typed", ["mediados de 1974", "hacia 1974", "años 80", "1965"])
def test_where_edtf_says_all_of_it_no_words_are_kept(typed):
    assert parse_date(typed, TODAY).words == ""


@pytest.mark.parametrize("typed", ["2021-22", "2021-24", "1921-23"])
def test_a_season_by_which_two_years_may_be_meant_is_told(typed):
    with translation.override("es"):
        date = parse_date(typed, TODAY)
        assert date.edtf == typed
        assert f"escriba «{typed[:5]}{typed[:2]}{typed[5:]}»" in date.notes[0]
        assert parse_date("1974-21", TODAY).notes == ()


def test_excel_s_short_form_of_the_date_that_stands_there_is_that_date():
    assert parse_date("may-10", TODAY, "1910-05").edtf == "1910-05"
    assert parse_date("may-45", TODAY, "1945-05").edtf == "1945-05"
    assert parse_date("may-10", TODAY, "1911-05").edtf == "2010-05"


WORDED = re.findall(
    r"\S+",
    """
    1965 1965-12 1965-12-16 196X 188X 19XX 1974-06~ 1974~ 1974? 1974% 1965-12-16~ 198X~ 198X?
    1974-XX 1974-12-XX 1974-XX-XX 1974-21 1974-24 1965/1973 1965-12-16/1966-01-03 1965/1966-01-03
    198X/199X 188X/189X 1965/.. 1965-12-16/.. ../1985 /1985 /1985-12-16 1965/ 1965~/1973 1965/1973?
    [1667,1668] [1667..1672] [..1984] [1984..] [1965-12-16..1965-12-20] 2004-~06 [1974-09,1974-10]
    """,
)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("edtf", WORDED)
def test_the_words_of_the_site_itself_are_understood(edtf, language):
    shown = PartialDate.parse(edtf).wording(language)
    understood = PartialDate.parse(parse_date(shown, TODAY).edtf)
    assert understood.wording(language) == shown


@given(
    st.lists(
        st.sampled_from(
            re.findall(r"\S+", "de a y - / . , 16 12 65 1965 sep dic los 80 años siglo XX c. ( ) ?")
        ),
        max_size=12,
    ).map(" ".join)
    | st.text(max_size=LONGEST + 20)
)
def test_any_text_is_a_date_or_refused(typed):
    try:
        edtf = parse_date(typed, TODAY).edtf
    except ValidationError as refusal:
        edtf = ""
        sentence = refusal.messages[0]
    else:
        sentence = "read"
    assert sentence
    assert PartialDate.parse(edtf).edtf == edtf
