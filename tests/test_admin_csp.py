"""The admin works without inline scripts, and only as long as Wagtail needs our help for that."""

import json
import re
from pathlib import Path

import pytest
import wagtail.admin
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTimeInput,
)
from wagtail.admin.widgets.workflows import AdminTaskChooser

from oim_portal import wagtail_compat
from oim_portal.wagtail_compat.initialisers import INLINE_CALL, data_block, stock_render
from oim_portal.web.headers import ADMIN_POLICY, PUBLIC_POLICY
from pages.models import BasePage

STOCK_TEMPLATES = Path(wagtail.admin.__file__).parent / "templates"
OUR_TEMPLATES = Path(wagtail_compat.__file__).parent / "templates"
OVERRIDDEN = sorted(str(path.relative_to(OUR_TEMPLATES)) for path in OUR_TEMPLATES.rglob("*.html"))
INLINE_SCRIPT = re.compile(r"<script>")
ADDRESSES = [
    "wagtailadmin_home",
    "wagtailimages:index",
    "wagtailimages:add_multiple",
    "wagtaildocs:index",
    "wagtaildocs:add_multiple",
    "wagtailredirects:add",
    "wagtailadmin_workflows:add",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_account",
    "wagtailusers_users:index",
]


@pytest.fixture
def staff(client, content):
    person = get_user_model().objects.create_superuser(email="a@example.org", password="x")
    client.force_login(person)
    return client


def test_no_policy_allows_inline_scripts_or_eval():
    for policy in (PUBLIC_POLICY, ADMIN_POLICY):
        scripts = {name: sources for name, sources in policy.items() if "script" in name}
        assert scripts == {"script-src": "'self'"}
        assert policy["default-src"] == "'none'"


def test_inline_styles_are_allowed_for_elements_of_the_editor_only():
    assert "unsafe" not in " ".join(PUBLIC_POLICY.values())
    unsafe = {name for name, sources in ADMIN_POLICY.items() if "unsafe" in sources}
    assert unsafe == {"style-src-elem"}


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_wagtail_still_needs_our_template(name):
    """When this fails, Wagtail has taken its script out of the template: delete ours."""
    assert INLINE_SCRIPT.search((STOCK_TEMPLATES / name).read_text(encoding="utf-8"))


def test_wagtail_still_needs_our_way_to_render_choosers(db):
    """When this fails, delete `render_chooser` and the line in apps.py that puts it in place."""
    assert INLINE_CALL.search(stock_render(AdminPageChooser(), "page", None, {"id": "id_page"}))


@pytest.mark.parametrize(
    ("widget", "name"),
    [
        (AdminDateInput, "initDateChooser"),
        (AdminTimeInput, "initTimeChooser"),
        (AdminDateTimeInput, "initDateTimeChooser"),
        (AdminPageChooser, "PageChooser"),
        (AdminTaskChooser, "createTaskChooser"),
    ],
)
def test_a_widget_writes_its_call_as_data_that_the_script_knows(db, widget, name):
    html = BeautifulSoup(widget().render("field", None, {"id": "id_field"}), "html.parser")
    block = html.select_one("[data-initialiser] script[type='application/json']")
    assert json.loads(block.string)[:2] == [name, "id_field"]
    script = Path(wagtail_compat.__file__).parent / "static/wagtail_compat/initialisers.js"
    assert f'"{name}"' in script.read_text(encoding="utf-8")


def test_a_text_cannot_leave_its_block_of_data():
    html = data_block("PageChooser", "</script><script>alert(1)</script>")
    assert html.count("<script") == html.count("</script>") == 1


def test_no_page_type_has_inline_scripts_or_handlers_in_its_form(staff):
    pages = {page.content_type_id: page for page in BasePage.objects.exclude(depth=1)}
    assert len(pages) > 8
    for page in pages.values():
        assert_nothing_inline(staff, reverse("wagtailadmin_pages:edit", args=[page.pk]))


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_screen_has_inline_scripts_or_handlers(staff, name):
    assert_nothing_inline(staff, reverse(name))


def assert_nothing_inline(staff, address: str) -> None:
    response = staff.get(address)
    assert response.status_code == 200, address
    # As text first: what stands in templates and in JSON counts too.
    assert not INLINE_SCRIPT.search(response.content.decode()), address
    for element in BeautifulSoup(response.content, "html.parser").find_all(True):
        if element.name == "script":
            assert element.get("src") or element.get("type") == "application/json", address
        inline = [name for name in element.attrs if name == "style" or name.startswith("on")]
        assert not inline, f"{address}: {element.name} with {inline}"


def test_a_template_of_ours_keeps_the_rest_of_wagtails_panel():
    names = {
        "wagtailadmin/panels/inline_panel.html",
        "wagtailadmin/panels/multiple_chooser_panel.html",
    }
    assert names < set(OVERRIDDEN)
    for name in names:
        formset = {"prefix": "rows", "management_form": "", "non_form_errors": []}
        html = render_to_string(
            name,
            {"self": {"formset": formset, "children": []}, "options_json": '{"a": 1}'},
        )
        assert 'id="id_rows-FORMS"' in html
        assert "data-initialiser" in html
