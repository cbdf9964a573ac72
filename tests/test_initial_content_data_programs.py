"""The spheres and programmes of the first content are those that the office's text names."""

from .original_texts import inventory, load, narrative_by_anchor


def test_the_spheres_are_the_four_of_the_text():
    spheres = load("programs")["spheres"]
    assert [sphere["name"]["es"] for sphere in spheres] == inventory()["spheres"]
    sentence = load("pages")["programmes"]["lead"]
    for sphere in spheres:
        assert sphere["event_ids"] == ["actualmente"]
        assert sphere["name"]["es"] in sentence["es"]
        assert sphere["name"]["en"] in sentence["en"]


def test_the_programmes_are_the_seven_of_the_inventory_and_the_last_is_cases():
    expected = inventory()["historic_programmes"]
    assert len(expected) == 7
    programmes = [
        {
            "name": programme["name"]["es"],
            "period_as_written": programme["period_as_written"]["es"],
            "edtf": programme["edtf"],
            "description": programme["description"]["es"] if programme["description"] else "",
            "kind": {"programme": "programa", "cases": "casos"}[programme["kind"]],
        }
        for programme in load("programs")["programmes"]
    ]
    for item in expected:
        item["kind"] = item["kind"].split(" ")[0]
    assert programmes == expected


def test_no_programme_is_given_a_sphere_that_the_text_does_not_give_it():
    programs = load("programs")
    assert all(programme["sphere"] is None for programme in programs["programmes"])
    assert all(programme["status"] == "historic" for programme in programs["programmes"])
    assert [group["name"]["es"] for group in programs["groups"]] == [inventory()["programme_group"]]
    groups = {group["slug"] for group in programs["groups"]}
    assert {programme["group"] for programme in programs["programmes"]} == groups | {None}


def test_a_programme_is_told_by_the_events_it_names_in_both_languages():
    events = {event["id"]: event for event in load("history")["events"]}
    narrative = narrative_by_anchor()
    for programme in load("programs")["programmes"]:
        assert programme["event_ids"]
        for event in (events[name] for name in programme["event_ids"]):
            assert programme["edtf"] == event["edtf"]
            assert programme["period_as_written"] == event["date_as_written"]
            told = narrative[event["narrative_anchor"]]
            for field in ("name", "description"):
                for language, text in (programme[field] or {}).items():
                    assert text in told[language]
