"""What photos add to the front page on a phone: with its text at most 200 KiB."""

from io import BytesIO

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser

from oim_portal.media.models import PortalImage
from pages.blocks import ContentStreamBlock
from pages.models import HomePage

from ..factories import publish_page
from ..pictures import upload

pytestmark = pytest.mark.django_db(transaction=True)

KIB = 1024
TEXT = 30 * KIB  # test_weight.py holds every page to it


def photo(name: str) -> PortalImage:
    """A picture with the detail of a photo: grain of every size, in colour."""
    size = (3000, 2000)
    grain = [
        Image.merge("RGB", [Image.effect_noise((side, side * 2 // 3), 90) for _band in "RGB"])
        for side in (30, 300, 1500)
    ]
    layers = [layer.resize(size, Image.Resampling.BICUBIC) for layer in grain]
    mixed = Image.blend(Image.blend(layers[0], layers[1], 0.35), layers[2], 0.12)
    data = BytesIO()
    mixed.filter(ImageFilter.GaussianBlur(1)).save(data, "JPEG", quality=92)
    image = PortalImage(title=name, file=upload(data.getvalue(), f"{name}.jpg"))
    image.save()
    return image


@pytest.mark.full
def test_the_front_page_with_two_photos_is_light_on_a_phone(live_server, content, browser: Browser):
    home = HomePage.objects.get()
    pictures = [
        ("picture", {"image": {"image": photo(name), "decorative": True}, "caption": ""})
        for name in ("primera", "segunda")
    ]
    home.body_es = ContentStreamBlock().normalize(pictures)
    publish_page(home)

    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2.625, has_touch=True
    )
    page = context.new_page()
    loaded = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(f"{live_server.url}/es/")
    for number in (0, 1):
        page.locator("main picture img").nth(number).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    weights = [
        request.sizes()["responseBodySize"]
        for request in loaded
        if request.resource_type == "image" and "/media/" in request.url
    ]
    assert len(weights) == 2
    assert sum(weights) + TEXT <= 200 * KIB
    context.close()
