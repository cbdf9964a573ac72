"""The law of the marks: each side of a marked page is that text, letter for letter."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from oim_portal.admin.review.marked_text import Change, marked

from .marked_pages import page, pairs

KEY = "00000000-0000-4000-8000-00000000000{}"
OWN = "nav, .page-dates, .mark-spoken"


def text(html: str, without: str = "") -> str:
    """Return the letters of a page's own text, without one side's marks."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select(f'{OWN}, [data-mark="{without}"]'):
        part.decompose()
    return "".join(soup.main.get_text().split())


def holds(old: str, new: str) -> None:
    result = marked(old, new)
    html = str(result.soup)
    assert text(html, "removed") == text(new)
    was, before = text(html, "added"), text(old)
    if any(change.kind == "moved" for change in result.changes):
        was, before = "".join(sorted(was)), "".join(sorted(before))
    assert was == before
    assert result.changes or text(old) == text(new)
    for change in result.changes:
        assert f'id="cambio-{change.number}"' in html


@settings(max_examples=60)
@given(pairs())
def test_the_marks_hold_both_texts(pair):
    holds(*pair)


@pytest.mark.full
@settings(max_examples=1_000)
@given(pairs())
def test_the_marks_of_a_thousand_pairs_hold_both_texts(pair):
    holds(*pair)


def changes(old: str, new: str, **others: str) -> list[Change]:
    """Return the changes from one content of a block to another; both must keep the law."""
    sides = [page("Título", "Entrada", {KEY.format(1): part}) for part in (old, new)]
    holds(*sides)
    return marked(*sides).changes


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.old, each.new) for each in changes(old, new)]


def test_a_number_is_one_word():
    found = told("<p>En 10:30 días y 1.500 dólares.</p>", "<p>En 10:45 días y 1.700 dólares.</p>")
    assert found == [("words", "10:30", "10:45"), ("words", "1.500", "1.700")]


def test_an_accented_word_is_written_once():
    assert told("<p>Lo hizo él, no ella.</p>", "<p>Lo hizo él solo, no ella.</p>") == [
        ("words", "", "solo")
    ]


def test_the_target_of_a_link_is_a_change():
    link = '<p>Vea la <a href="https://example.org/{}">guía</a> completa.</p>'
    assert told(link.format(1), link.format(2)) == [
        ("link", "https://example.org/1", "https://example.org/2")
    ]


def test_bold_is_a_change_of_style():
    assert told("<p>Es gratuito.</p>", "<p>Es <b>gratuito</b>.</p>") == [
        ("style", "sin formato", "negrita")
    ]


def test_a_short_word_between_two_changes_is_one_change():
    assert told("<p>quien quiera ir pronto puede</p>", "<p>quien desea ir luego puede</p>") == [
        ("words", "quiera ir pronto", "desea ir luego")
    ]


def test_what_has_little_in_common_is_shown_whole():
    old = "<p>" + " ".join(f"uno{n}" for n in range(12)) + " fin</p>"
    new = "<p>" + " ".join(f"dos{n}" for n in range(12)) + " fin</p>"
    assert [each.kind for each in changes(old, new)] == ["removed", "added"]


def test_an_item_comes_and_another_goes():
    old = "<ul><li>Documento</li><li>Dos fotos carné</li><li>Teléfono</li></ul>"
    new = "<ul><li>Documento</li><li>Partida de nacimiento</li><li>Teléfono</li></ul>"
    assert sorted(told(old, new)) == [
        ("added", "", "Partida de nacimiento"),
        ("removed", "Dos fotos carné", ""),
    ]


def test_a_changed_cell_names_its_row():
    table = "<table><tbody><tr><td>Lago Agrio</td><td>{}</td></tr></tbody></table>"
    [change] = changes(table.format("de 8 a 10"), table.format("de 8 a 12"))
    assert (change.row, change.old, change.new) == ("Lago Agrio", "10", "12")


def test_a_row_that_goes_stays_in_its_table():
    row = "<tr><td>{0}</td><td>horario de {0}</td></tr>"
    body = "<table><tbody>{}</tbody></table>"
    old, new = (
        body.format("".join(map(row.format, names))) for names in (("Quito", "Loja"), ("Loja",))
    )
    sides = [page("Título", "Entrada", {KEY.format(1): part}) for part in (old, new)]
    gone = marked(*sides).soup.select_one('tr[data-mark="removed"]')
    assert gone.parent.name == "tbody"
    assert "Quito" in gone.get_text()


def test_a_moved_block_is_told_and_its_change_too():
    parts = {KEY.format(n): f"<p>Este es el texto número {n} de la página.</p>" for n in range(4)}
    moved = {KEY.format(n): parts[KEY.format(n)] for n in (1, 2, 3, 0)}
    moved[KEY.format(0)] = "<p>Este es el texto número 7 de la página.</p>"
    sides = page("T", "E", parts), page("T", "E", moved)
    holds(*sides)
    assert {each.kind for each in marked(*sides).changes} == {"moved", "words"}


def test_a_new_picture_shows_both():
    figure = (
        '<figure><picture><img src="{}" alt="{}"></picture><figcaption>Pie</figcaption></figure>'
    )
    sides = [
        page("T", "E", {KEY.format(1): figure.format(*each)})
        for each in (("/a.jpg", "Una"), ("/b.jpg", "Otra"))
    ]
    result = marked(*sides)
    assert [(each.kind, each.old, each.new) for each in result.changes] == [
        ("picture", "Una", "Otra")
    ]
    assert len(result.soup.select("picture[data-mark] img")) == 2


def test_a_change_inside_a_closed_answer_opens_it():
    answer = (
        "<details><summary>Pregunta</summary><div><p>Cuesta {} dólares hoy.</p></div></details>"
    )
    sides = [page("T", "E", {KEY.format(1): answer.format(n)}) for n in (5, 0)]
    assert marked(*sides).soup.details.has_attr("open")


def test_each_side_shows_its_own_text():
    sides = [page("T", "E", {KEY.format(1): f"<p>El plazo es de {n} días.</p>"}) for n in (10, 15)]
    result = marked(*sides)
    assert text(result.without("added")) == text(sides[0])
    assert text(result.without("removed")) == text(sides[1])


def test_a_change_says_under_which_heading_and_in_which_block_it_is():
    [change] = changes("<h2>Plazo</h2><p>Son 10 días.</p>", "<h2>Plazo</h2><p>Son 15 días.</p>")
    assert (change.heading, change.block) == ("Plazo", KEY.format(1))
