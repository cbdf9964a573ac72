"""Hooks of find and replace, and of publishing one language: URLs, buttons, log actions."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from oim_portal.publishing.replacement_runs import REPLACED, TAKEN_BACK
from pages.models import BasePage

from .one_language import OneLanguageView, tell_what_waits
from .readers import tell_of_publication
from .replace import FindAndReplace
from .replacement_run import ReplacementRun


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path(
            "redaccion/idioma/<int:page_id>/<str:code>/",
            OneLanguageView.as_view(),
            name="publish_language",
        ),
        path("reemplazar/", FindAndReplace.as_view(), name="find_and_replace"),
        path("reemplazar/<uuid:run>/", ReplacementRun.as_view(), name="replacement_run"),
    ]


hooks.register("before_edit_page", tell_what_waits)
# Before `readers.mark_read_from_form`, after which others are not asked.
hooks.register("before_publish_page", tell_of_publication, order=-3)


@hooks.register("register_page_header_buttons")
def language_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    """Yield the way to publish the Spanish of a draft alone, where a page has two languages."""
    is_draft = view_name == "edit" and page.live and page.has_unpublished_changes
    rights = page.permissions_for_user(user)
    if is_draft and rights.can_publish() and not (rights.page_locked() or page.single_language):
        url = reverse("publish_language", args=[page.pk, settings.LANGUAGE_CODE])
        yield Button(_("Publish the Spanish only"), url=url, icon_name="globe", priority=56)


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    url = reverse("find_and_replace")
    return MenuItem(FindAndReplace.page_title, url, icon_name="search", order=18)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    class Run(LogFormatter):
        """Log entry of a replacement: its words, and a link to what else it changed."""

        def format_message(self, log_entry) -> SafeString:
            text = _("%(label)s: “%(text)s” by “%(replacement)s” (%(count)d)")
            text %= {**log_entry.data, "label": self.label}
            url = reverse("replacement_run", args=[log_entry.uuid])
            return format_html('<a href="{}">{}</a>', url, text)

    @actions.register_action(REPLACED)
    class Replaced(Run):
        label = gettext_lazy("Replacement")

    @actions.register_action(TAKEN_BACK)
    class TakenBack(Run):
        label = gettext_lazy("Replacement taken back")
