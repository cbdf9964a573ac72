"""The admin's search for pictures."""

import pytest
from django.urls import reverse

from oim_portal.media.models import PortalImage

from .pictures import encoded, scene, upload


@pytest.mark.parametrize("view", ["wagtailimages:index", "wagtailimages_chooser:choose_results"])
def test_pictures_of_a_tag_can_be_searched(admin_client, view):
    for name in ("selva", "costa"):
        file = upload(encoded(scene(), "png"), "foto.png")
        image = PortalImage.objects.create(title=f"Foto de {name}", file=file)
        image.tags.add(name)
    found = admin_client.get(reverse(view), {"tag": "selva", "q": "foto"}).content.decode()
    assert "Foto de selva" in found
    assert "Foto de costa" not in found
