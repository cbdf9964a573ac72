"""Links within rich text; tests/browser/test_admin_csp.py makes one in a browser."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse


def test_wagtail_still_asks_for_a_page_type_that_is_not_ours(admin_client):
    """When this fails, delete wagtail_compat's link-to-any-page.js and its hook."""
    script = Path(finders.find("wagtailadmin/js/draftail.js")).read_text(encoding="utf-8")
    assert "wagtailcore.page" in script
    address = reverse("wagtailadmin_choose_page")
    assert admin_client.get(address, {"page_type": "wagtailcore.page"}).status_code == 404
    assert admin_client.get(address, {"page_type": ""}).status_code == 200
