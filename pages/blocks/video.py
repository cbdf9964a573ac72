"""Video block that loads an external player only on request; no request to YouTube or Vimeo."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from . import samples
from .text import FieldsBlock, ProseBlock

# Sites of the players, by provider. `frame-src` in oim_portal/web/headers.py allows them, and the
# privacy page (oim_portal/initial_content/data/drafts.json) names the providers.
PLAYERS = {"YouTube": "https://www.youtube-nocookie.com", "Vimeo": "https://player.vimeo.com"}
YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live)/([A-Za-z0-9_-]{11})/?")
VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]+)(?:/([0-9a-f]+))?/?")
VIMEO_KEY = re.compile(r"[0-9a-f]*")


@dataclass(frozen=True)
class Video:
    """An external video: `watch_url` is the provider's page, `player_url` the embedded player.

    The player is the one that sets the fewest cookies, and starts at once: it is loaded only when
    the visitor asks for it.
    """

    provider: str
    watch_url: str
    player_url: str


def parse_video_address(address: str) -> Video | None:
    """Return the video at a URL, as copied from a browser or a share button.

    None for any other URL, including channels and playlists.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme not in ("http", "https"):
        return None
    if host in YOUTUBE_HOSTS:
        return _youtube(query.get("v", "") if parts.path == "/watch" else "", parts.path)
    if host == "youtu.be":
        return _youtube(parts.path.strip("/"), parts.path)
    if host in ("vimeo.com", "player.vimeo.com"):
        return _vimeo(parts.path, query)
    return None


def _youtube(video_id: str, path: str) -> Video | None:
    if in_path := YOUTUBE_PATH.fullmatch(path):
        video_id = in_path[1]
    if not YOUTUBE_ID.fullmatch(video_id):
        return None
    return Video(
        provider="YouTube",
        watch_url=f"https://www.youtube.com/watch?v={video_id}",
        player_url=f"{PLAYERS['YouTube']}/embed/{video_id}?autoplay=1&rel=0",
    )


def _vimeo(path: str, query: dict[str, str]) -> Video | None:
    found = VIMEO_PATH.fullmatch(path)
    if not found:
        return None
    number, key = found[1], found[2] or query.get("h", "")  # an unlisted video has a key
    if not VIMEO_KEY.fullmatch(key):
        return None
    options = {"h": key} if key else {}
    options |= {"dnt": "1", "autoplay": "1"}
    return Video(
        provider="Vimeo",
        watch_url=f"https://vimeo.com/{number}" + (f"/{key}" if key else ""),
        player_url=f"{PLAYERS['Vimeo']}/video/{number}?{urlencode(options)}",
    )


GROUP = _("Pictures and video")


class VideoBlock(FieldsBlock):
    """A video on YouTube or Vimeo, with its transcript.

    Wagtail's embed block is not used: it requests markup from the provider while a page is saved,
    and loads the player, with cookies, before the visitor wants it.
    """

    address = blocks.URLBlock(
        label=_("Address"), help_text=_("The video's address on YouTube or Vimeo.")
    )
    title = blocks.CharBlock(label=_("Title"), help_text=_("What the video is about."))
    transcript = ProseBlock(
        label=_("Transcript"),
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{title}"
        group = GROUP
        template = "blocks/video.html"
        description = _("A video of YouTube or Vimeo. It loads when the visitor presses play.")
        preview_value = {
            "address": "https://www.youtube.com/watch?v=00000000000",
            "title": samples.TITLE,
            "transcript": samples.PARAGRAPH,
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not parse_video_address(cleaned["address"]):
            message = gettext("This is not the address of a video on YouTube or Vimeo.")
            raise StructBlockValidationError(block_errors={"address": ValidationError(message)})
        return cleaned

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"video": parse_video_address(value["address"] or "")}
