"""The video in a browser, under the portal's own content security policy."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override
from playwright.sync_api import Page, Route, expect

from oim_portal.web.headers import PUBLIC_POLICY, policy_text
from pages.blocks.video import VideoBlock

ADDRESS = "http://portal.test/"
PLAYER = "https://www.youtube-nocookie.com/embed/aB3_-aB3_-1?autoplay=1&rel=0"
VALUE = {
    "address": "https://www.youtube.com/watch?v=aB3_-aB3_-1",
    "title": "Título",
    "transcript": "<p>Lo dicho</p>",
}


def show(page: Page, count: int = 1) -> list[str]:
    """Open a page with videos; return the list of addresses asked for, which goes on growing."""
    block = VideoBlock()
    with override("en"):
        body = block.render(block.normalize(VALUE)) * count
    asked = []

    def answer(route: Route) -> None:
        url = route.request.url
        asked.append(url)
        if url == ADDRESS:
            route.fulfill(
                body=f'<!doctype html><html lang="es"><title>Video</title>{body}',
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": policy_text(PUBLIC_POLICY)},
            )
        elif url.endswith("/pages/video.js"):
            script = Path(finders.find("pages/video.js"))
            route.fulfill(body=script.read_text(), content_type="text/javascript")
        else:
            route.fulfill(body="<p>Player</p>", content_type="text/html")

    page.route("**/*", answer)
    page.goto(ADDRESS, wait_until="networkidle")
    return asked


def test_the_player_is_asked_for_only_when_the_visitor_presses_play(page: Page):
    asked = show(page)
    button = page.get_by_role("button", name="Play the video here: Título")
    expect(button).to_be_visible()
    assert {url.split("/")[2] for url in asked} == {"portal.test"}
    button.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", PLAYER)
    expect(frame).to_have_attribute("title", "Título")
    expect(frame).to_be_focused()
    expect(page.frame_locator("iframe").locator("p")).to_have_text("Player")
    assert asked[-1] == PLAYER
    expect(button).to_have_count(0)


def test_each_of_two_videos_plays_by_itself(page: Page):
    asked = show(page, count=2)
    assert len([url for url in asked if url.endswith("video.js")]) == 1
    page.get_by_role("button").nth(1).click()
    expect(page.locator("iframe")).to_have_count(1)
    expect(page.locator(".video").nth(1).locator("iframe")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(1)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_the_link_and_the_transcript_remain(page: Page):
    asked = show(page)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link")).to_have_attribute("href", VALUE["address"])
    page.get_by_text("Transcript of the video").click()
    expect(page.get_by_text("Lo dicho")).to_be_visible()
    assert asked == [ADDRESS]
