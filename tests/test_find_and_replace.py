"""Find and replace over all pages: drafts for readers, in texts of any kind, and the way back."""

import json
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given, strategies as st
from wagtail.models import PageLogEntry, Site

from oim_portal.accounts.roles import ADMINISTRATOR
from oim_portal.publishing.replacement_runs import REPLACED
from oim_portal.web.html_text import text_of_html
from pages.models import ContentPage, MissionPage, PortalSettings
from pages.text_replacement import Match, Wanted, replace_in

from .editorial_team import FIRST, EditorialTeam
from .factories import publish_page
from .html import page as read
from .sample_page import publish_page_with_every_block
from .staff import person, signed_in

URL = "/admin/reemplazar/"


@pytest.fixture
def team(content, db) -> EditorialTeam:
    return EditorialTeam()


def found_in(text: str, needle: str, replacement: str = "", **options) -> list[Match]:
    found: list[Match] = []
    replace_in(text, Wanted(needle, replacement, **options), found.append, is_html=True)
    return found


def replaced(html: str, needle: str, replacement: str, **options) -> str:
    wanted = Wanted(needle, replacement, **options)
    return replace_in(html, wanted, lambda match: True, is_html=True)


def search(client, **asked):
    return read(client, f"{URL}?{query(asked)}")


def query(asked: dict) -> str:
    return urlencode(asked)


def press(client, untick=(), **asked):
    """Press the button of the view, as its boxes are ticked."""
    url = f"{URL}?{query(asked)}"
    soup = read(client, url)
    ticked = [box["value"] for box in soup.select("[name=place][checked]")]
    shown = {each["name"]: each["value"] for each in soup.select("[name^=shown-]")}
    return client.post(url, shown | {"place": [each for each in ticked if each not in untick]})


def run_of(answer) -> str:
    assert UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])
    return answer["Location"]


@pytest.mark.parametrize(
    ("html", "after"),
    [
        ("<p>Ana <b>Per</b>ez vive</p>", "<p>Ana <b>Paz</b> vive</p>"),
        ("<p>Ana P<b>erez</b> vive</p>", "<p>Ana <b>Paz</b> vive</p>"),
        ("<p>Ana <b>P</b>erez vive</p>", "<p>Ana Paz vive</p>"),
        ("<p>P&eacute;rez &amp; Cía</p>", "<p>Paz &amp; Cía</p>"),
        ("<p>Pé\xadrez</p>", "<p>Paz</p>"),
        ("<p>PÉREZ</p>", "<p>Paz</p>"),
        ("<p>Pe\u0301rez</p>", "<p>Paz</p>"),
        ("<p>Pe</p><p>rez</p>", "<p>Pe</p><p>rez</p>"),
        ("<p>Pe<br/>rez</p>", "<p>Pe<br/>rez</p>"),
        ('<p data-block-key="perez">x</p>', '<p data-block-key="perez">x</p>'),
        ('<p><a href="https://x.org/perez">x</a></p>', '<p><a href="https://x.org/Paz">x</a></p>'),
    ],
)
def test_words_change_and_markup_does_not(html, after):
    assert replaced(html, "perez", "Paz") == after


def test_what_is_typed_is_text_and_never_markup():
    assert replaced("<p>a < b</p>", "a < b", "<script>") == "<p>&lt;script&gt;</p>"
    assert replaced("<p>A &amp; B</p>", "A & B", "B & A") == "<p>B &amp; A</p>"
    link = '<p><a href="https://uno.org/">x</a></p>'
    assert replaced(link, "https", "javascript") == link
    assert (
        replaced(link, "uno.org/", 'dos.org/"x') == '<p><a href="https://dos.org/&quot;x">x</a></p>'
    )


def test_a_telephone_number_is_found_as_others_write_it_and_in_links():
    link = '<a href="tel:+59322223333">+593 2 222 3333</a>'
    html = f"<p>02 222-3333, (02) 2223333, {link}, 02 222-3334</p>"
    found = found_in(html, "02 222-3333", "02 444-5555")
    assert [(each.found, each.is_certain) for each in found] == [
        ("02 222-3333", True),
        ("(02) 2223333", False),
        ("+593 2 222 3333", False),
        ("tel:+59322223333", True),
    ]
    assert 'href="tel:024445555"' in replaced(html, "02 222-3333", "02 444-5555")


def test_whole_words_capitals_and_accents_are_minded_if_asked():
    text = "<p>Ana, ana, Anaís, Aná</p>"
    assert len(found_in(text, "ana")) == 4
    assert len(found_in(text, "ana", whole_words=True)) == 3
    assert len(found_in(text, "ana", whole_words=True, exact_case=True)) == 1
    assert len(found_in(text, "Ana", whole_words=True, exact_accents=True)) == 2
    assert found_in("<p>año</p>", "ano") == []
    assert [each.found for each in found_in("<p>قال محمّد</p>", "محمد")] == ["محمّد"]


def test_what_says_it_already_is_not_offered_again():
    html = "<p>OIM y OIM Ecuador</p>"
    once = replaced(html, "OIM", "OIM Ecuador")
    assert once == "<p>OIM Ecuador y OIM Ecuador</p>"
    assert replaced(once, "OIM", "OIM Ecuador") == once
    assert replaced("<p>oim</p>", "oim", "OIM") == "<p>OIM</p>"


WORDS = st.text("abñ é&<>\xad-", min_size=1, max_size=6)
TAGS = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", '<a href="tel:1">', "</a>", "<br/>", "<embed/>"]
)


@given(st.lists(st.one_of(WORDS.map(lambda text: text.replace("<", "&lt;")), TAGS), max_size=12))
def test_outside_of_what_is_found_nothing_changes(parts):
    html = "".join(parts)
    found = found_in(html, "ab", "ZZ")
    after = replaced(html, "ab", "ZZ")
    assert len(found_in(after, "ZZ", exact_case=True)) == len(found)
    if all(each.found == "ab" for each in found) and "ab" not in html.replace("ab", ""):
        back = replaced(after, "ZZ", "ab", exact_case=True)
        assert text_of_html(back) == text_of_html(html)
        if html.count("ab") == len(found):
            assert back == html


def test_drafts_are_made_for_readers_and_nothing_is_published(team):
    team.edit(team.eva, "Lo escribió otra persona: Al comienzo")
    answer = press(team.pablo, que="al COMIENZO", con="Al principio")
    run = run_of(answer)
    assert team.public == FIRST
    assert team.draft.content["lead_es"] == "Lo escribió otra persona: Al principio"
    assert team.draft.user == team.publisher
    history = team.eva.get(reverse("wagtailadmin_pages:history", args=[team.pk])).text
    assert "Reemplazo: «al COMIENZO» por «Al principio» (1)" in history
    assert "un borrador" in team.pablo.get(run).text.lower()


def test_a_public_text_that_the_draft_has_changed_is_listed_and_not_ticked(team):
    team.edit(team.eva, "Otra cosa")
    soup = search(team.pablo, que=FIRST, con="x y")
    assert "Publicado; el borrador ya no lo dice" in soup.text
    assert soup.select("[name=place]") == []


def test_every_kind_of_text_of_a_page_is_found(team):
    page = publish_page_with_every_block()
    page = ContentPage.objects.get(pk=page.pk)
    content = json.loads(json.dumps(page.get_latest_revision().content))

    def planted(value):
        if isinstance(value, dict):
            return {
                name: planted(part) if name not in {"type", "id", "level", "address"} else part
                for name, part in value.items()
            }
        if isinstance(value, list):
            return [planted(part) for part in value]
        is_words = isinstance(value, str) and len(value) > 2
        return (
            value.replace("</p>", " Zapallo</p>")
            if is_words and "</p>" in value
            else (f"{value} Zapallo" if is_words else value)
        )

    content["body_es"] = json.dumps(planted(json.loads(content["body_es"])))
    page.with_content_json(content).save_revision()
    body = ContentPage.objects.get(pk=page.pk).get_latest_revision().content["body_es"]
    places = search(team.pablo, que="zapallo", con="Ají").select("[name=place]")
    assert len(places) == body.count("Zapallo") > 20
    press(team.pablo, que="zapallo", con="Ají")
    after = ContentPage.objects.get(pk=page.pk).get_latest_revision().content["body_es"]
    assert json.loads(after) == json.loads(body.replace("Zapallo", json.dumps("Ají")[1:-1]))


def test_rows_of_a_list_are_found_and_keep_their_keys(team):
    page = MissionPage.objects.get()
    row = page.commitments.first()
    row.text_es = "Un quirquincho"
    page.commitments = [row, *page.commitments.all()[1:]]
    publish_page(page)
    press(team.pablo, que="quirquincho", con="armadillo")
    rows = MissionPage.objects.get().get_latest_revision().content["commitments"]
    assert [(each["pk"], each["text_es"]) for each in rows[:1]] == [(row.pk, "Un armadillo")]
    assert MissionPage.objects.get().commitments.first().text_es == "Un quirquincho"


def test_the_title_changes_and_the_address_stays(team):
    press(team.pablo, que="Una página", con="Una hoja")
    content = team.draft.content
    assert (content["title"], content["display_title_es"]) == ("Una hoja", "Una hoja")
    assert content["slug"] == "una-pagina"


def test_a_language_is_left_out(team):
    team.edit(team.eva, "Ecuador primero", lead_en="Ecuador first")
    press(team.pablo, que="Ecuador", con="Quito", idioma="en")
    assert team.draft.content["lead_en"] == "Quito first"
    assert team.draft.content["lead_es"] == "Ecuador primero"


@pytest.mark.parametrize("how", ["review", "locked", "scheduled"])
def test_a_page_that_cannot_be_changed_is_listed_with_the_reason(team, how):
    if how == "review":
        team.edit(team.eva, f"{FIRST} del todo", **{"action-submit": "action-submit"})
    elif how == "locked":
        ContentPage.objects.filter(pk=team.pk).update(locked=True, locked_by=team.editor)
    else:
        team.schedule(f"{FIRST} del todo")
    soup = search(team.pablo, que=FIRST, con="Al principio")
    reasons = {
        "review": "Está en revisión.",
        "locked": "Otra persona la bloqueó.",
        "scheduled": "Está programada.",
    }
    assert reasons[how] in soup.text
    assert soup.select("[name=place]") == []
    before = team.draft.pk
    sent = {"place": f"{team.pk}-0", f"shown-{team.pk}": "x"}
    team.pablo.post(f"{URL}?{query({'que': FIRST, 'con': 'Al principio'})}", sent)
    assert team.draft.pk == before


def test_what_a_colleague_has_changed_meanwhile_is_left_alone(team):
    url = f"{URL}?{query({'que': FIRST, 'con': 'Al principio'})}"
    soup = read(team.pablo, url)
    sent = {each["name"]: each["value"] for each in soup.select("[name^=shown-], [name=place]")}
    team.edit(team.eva, f"De Eva. {FIRST}")
    answer = team.pablo.post(url, sent, follow=True)
    assert "Otra persona la cambió entretanto." in answer.text
    assert team.draft.content["lead_es"] == f"De Eva. {FIRST}"


def test_a_run_is_submitted_and_taken_back_in_one_press(team):
    run = run_of(press(team.pablo, que=FIRST, con="Al principio"))
    assert "Deshacer todo" in team.pablo.post(run).text  # which presses no button
    team.pablo.post(run, {"action": "submit"})
    assert team.page.workflow_in_progress
    answer = team.pablo.post(run, {"action": "undo"}, follow=True)
    assert "1 página está como antes." in answer.text
    assert "Deshacer todo" not in answer.text
    page = team.page
    assert not page.workflow_in_progress
    assert not page.has_unpublished_changes
    assert page.get_latest_revision().content["lead_es"] == FIRST
    again = team.pablo.post(run, {"action": "undo"}, follow=True)
    assert "Otra persona la cambió después." not in again.text
    assert "Se deshizo." in again.text


def test_taking_back_leaves_what_a_colleague_has_written_since(team):
    run = run_of(press(team.pablo, que=FIRST, con="Al principio"))
    team.edit(team.eva, "De Eva")
    answer = team.pablo.post(run, {"action": "undo"}, follow=True)
    assert "Una página" in answer.text
    assert team.draft.content["lead_es"] == "De Eva"
    assert not PageLogEntry.objects.filter(action="publishing.take_back").exists()


def test_a_text_that_becomes_too_long_is_left_as_it_is(team):
    ContentPage.objects.filter(pk=team.pk)
    team.edit(team.eva, seo_title_es="corto " * 40)
    answer = press(team.pablo, que="corto", con="larguísimo de verdad")
    assert "Se deja como está" in team.pablo.get(answer["Location"]).text
    assert not PageLogEntry.objects.filter(action=REPLACED).exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"que": "a", "con": "b"}, "al menos dos letras o cifras"),
        ({"que": "--", "con": "b"}, "al menos dos letras o cifras"),
        ({"que": "uno", "con": "uno"}, "Eso es lo que ya dice"),
        ({"que": "quzzqx", "con": "uno"}, "En ninguna página"),
        ({"que": "<script>alert", "con": "<b>"}, "En ninguna página"),
        ({"que": "x" * 101, "con": "b"}, "100"),
        ({"que": "o.*\\w[", "con": "b"}, "En ninguna página"),
        ({"que": "uno", "con": "b", "desde": "999999"}, "En ninguna página"),
        ({"que": "uno", "con": "b", "idioma": "xx"}, "xx"),
    ],
)
def test_odd_questions_get_a_plain_answer(team, asked, said):
    assert said in search(team.pablo, **asked).text


def test_what_has_no_drafts_is_listed_to_change_by_hand(team):
    footer = "<p>Teléfono 02 222-3333</p>"
    PortalSettings.objects.create(site=Site.objects.get(), footer_es=footer)
    text = search(signed_in(person(ADMINISTRATOR)), que="022223333", con="02 444-5555")
    assert text.select_one("a[href*='settings/pages/portalsettings']")
    assert "Teléfono" in text.text


def test_an_editor_finds_and_replaces_and_a_stranger_does_not(team, client):
    assert press(team.eva, que=FIRST, con="Al principio").status_code == 302
    assert client.get(URL).status_code == 302
