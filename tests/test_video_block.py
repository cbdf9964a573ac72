"""A video asks nothing of anybody before the visitor does."""

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override
from wagtail.blocks.struct_block import StructBlockValidationError

from oim_portal.web.headers import ADMIN_POLICY, PUBLIC_POLICY
from pages.blocks.video import PLAYERS, VideoBlock, parse_video_address

from .rendering import rendered

YOUTUBE = "https://www.youtube.com/watch?v=aB3_-aB3_-1"
VALUE = {"address": YOUTUBE, "title": "Título", "transcript": "<p>Lo dicho</p>"}


@pytest.mark.parametrize(
    "address",
    [
        YOUTUBE,
        YOUTUBE + "&t=42s&list=PL0",
        "https://m.youtube.com/watch?app=desktop&v=aB3_-aB3_-1",
        "https://youtu.be/aB3_-aB3_-1?si=x",
        "http://youtube.com/shorts/aB3_-aB3_-1",
        "https://www.youtube.com/live/aB3_-aB3_-1?feature=share",
        "https://www.youtube-nocookie.com/embed/aB3_-aB3_-1",
    ],
)
def test_every_address_of_a_youtube_video_is_understood(address):
    video = parse_video_address(address)
    assert video.provider == "YouTube"
    assert video.watch_url == YOUTUBE
    assert video.player_url.startswith("https://www.youtube-nocookie.com/embed/aB3_-aB3_-1?")


@pytest.mark.parametrize(
    ("address", "watch_url", "query"),
    [
        ("https://vimeo.com/123456", "https://vimeo.com/123456", "dnt=1&"),
        ("https://www.vimeo.com/123456/", "https://vimeo.com/123456", "dnt=1&"),
        ("https://vimeo.com/123456/0a1b2c", "https://vimeo.com/123456/0a1b2c", "h=0a1b2c&dnt=1&"),
        (
            "https://player.vimeo.com/video/123456?h=0a1b2c",
            "https://vimeo.com/123456/0a1b2c",
            "h=0a1b2c&dnt=1&",
        ),
    ],
)
def test_every_address_of_a_vimeo_video_is_understood(address, watch_url, query):
    video = parse_video_address(address)
    assert video.provider == "Vimeo"
    assert video.watch_url == watch_url
    assert video.player_url.startswith(f"https://player.vimeo.com/video/123456?{query}")


def test_the_headers_let_every_player_load_and_no_other_site():
    assert set(PUBLIC_POLICY["frame-src"].split()) == {*PLAYERS.values()}
    assert set(ADMIN_POLICY["frame-src"].split()) == {"'self'", *PLAYERS.values()}


NO_VIDEOS = [
    "https://www.youtube.com/@organizacion",
    "https://www.youtube.com/playlist?list=PL0",
    "https://www.youtube.com/watch?v=tooshort",
    "https://youtube.com.example.org/watch?v=aB3_-aB3_-1",
    "https://example.org/youtu.be/aB3_-aB3_-1",
    "https://vimeo.com/organizacion",
    "https://vimeo.com/123456/\"onload='",
    "https://player.vimeo.com/video/123456?h=\"onload='",
    "javascript:alert(1)//youtu.be/aB3_-aB3_-1",
    "http://[youtu.be/aB3_-aB3_-1",
    "",
]


@pytest.mark.parametrize("address", NO_VIDEOS)
def test_any_other_address_is_no_video(address):
    assert parse_video_address(address) is None


def test_an_address_that_is_no_video_is_refused_in_plain_words():
    block = VideoBlock()
    value = block.normalize(VALUE | {"address": NO_VIDEOS[0]})
    with override("en"), pytest.raises(StructBlockValidationError) as caught:
        block.clean(value)
    assert "not the address of a video" in caught.value.block_errors["address"].message
    assert block.clean_deferred(value)["address"] == NO_VIDEOS[0]


@pytest.mark.parametrize("field", ["title", "transcript", "address"])
def test_a_video_needs_a_title_a_transcript_and_an_address(field):
    block = VideoBlock()
    assert block.clean(block.normalize(VALUE))
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize(VALUE | {field: ""}))
    assert set(caught.value.block_errors) == {field}


def test_without_a_script_there_is_a_link_and_a_transcript():
    with override("en"):
        html = rendered(VideoBlock(), VALUE)
    assert html.a["href"] == YOUTUBE
    assert html.a.get_text(strip=True) == "Watch “Título” on YouTube (external site)"
    assert html.button.has_attr("hidden")
    assert html.details.p.get_text() == "Lo dicho"


def test_nothing_outside_the_template_loads_from_another_host():
    html = rendered(VideoBlock(), VALUE)
    html.template.extract()
    assert [tag["src"] for tag in html.find_all(src=True)] == ["/static/pages/video.js"]
    assert not html.find_all(["iframe", "link", "img", "style"])


def test_a_draft_with_another_address_still_shows_title_and_transcript():
    html = rendered(VideoBlock(), VALUE | {"address": NO_VIDEOS[0]})
    assert html.figcaption.get_text() == "Título"
    assert not html.find(["a", "iframe", "button", "script"])


def test_the_script_is_smaller_than_a_kilobyte():
    with open(finders.find("pages/video.js"), "rb") as script:
        assert len(script.read()) < 1024
