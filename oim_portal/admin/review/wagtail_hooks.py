"""Hooks of the review: URLs, buttons, log actions, and steps of publishing."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from oim_portal.publishing import approval, draft_links, register
from oim_portal.publishing.models import Absence, ReadText
from oim_portal.publishing.scheduling import PUBLISH_TOMORROW, REFUSED
from pages.models import BasePage

from . import outcomes, passages, publishing_hooks, readers, reading, versions  # noqa: F401 (hooks)
from .draft_links import DraftLinks
from .mentions import MentionsPanel
from .publisher_actions import PublishTomorrow, UndoPublication
from .reason_buttons import FinishingButtons, ReadAndDecide
from .sheets import SheetView

#: Wagtail's buttons of a decision.
DECISIONS = {"approve", "reject"}

hooks.register("before_edit_page", approval.mark_newer_draft)
hooks.register("before_publish_page", readers.mark_read_from_form, order=-2)
hooks.register("before_edit_page", passages.tell_of_return)
hooks.register("before_bulk_action", readers.refuse_unread_pages)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("atajos/deshacer/<int:page_id>/", UndoPublication.as_view(), name="undo_publication"),
        path("atajos/manana/<int:page_id>/", PublishTomorrow.as_view(), name="publish_tomorrow"),
        path("redaccion/revisado/<int:task_state_id>/", outcomes.reviewed, name="review_reviewed"),
        path("redaccion/enviar/<int:page_id>/", outcomes.submit, name="review_submit"),
        path("redaccion/leer/<int:page_id>/", reading.ReadingView.as_view(), name="review_read"),
        path("redaccion/compartir/<int:page_id>/", DraftLinks.as_view(), name="draft_links"),
        path("redaccion/hoja/<int:page_id>/", SheetView.as_view(), name="review_sheet"),
        path(
            "redaccion/version/<int:page_id>/",
            versions.NameVersion.as_view(),
            name="review_name_version",
        ),
    ]


@register_snippet
class AbsenceViewSet(SnippetViewSet):
    model = Absence
    icon = "user"
    add_to_settings_menu = True
    menu_label = gettext_lazy("Substitute readers")
    list_display = ["absent", "substitute", "starts_on", "ends_on"]


@hooks.register("construct_homepage_panels")
def mentions_panel(request: HttpRequest, panels: list) -> None:
    panels.append(MentionsPanel())


@hooks.register("insert_global_admin_css")
def style_of_comparisons() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("review/comparison.css"))


@hooks.register("register_page_header_buttons")
def page_buttons(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    def button(label: object, name: str, *, icon: str, priority: int) -> Button:
        return Button(label, url=reverse(name, args=[page.pk]), icon_name=icon, priority=priority)

    if view_name != "edit":
        return
    rights = page.permissions_for_user(user)
    if page.latest_revision_id and rights.can_edit():
        yield button(_("Read and decide"), "review_read", icon="view", priority=54)
        yield button(_("Name this version"), "review_name_version", icon="history", priority=55)
    if not rights.can_publish():
        return
    if page.has_unpublished_changes or draft_links.unended(page).exists():
        yield button(_("Show the draft by a link"), "draft_links", icon="link", priority=56)
    if rights.page_locked():
        return
    if page.has_unpublished_changes:
        yield button(PUBLISH_TOMORROW, "publish_tomorrow", icon="calendar-alt", priority=57)
    if page.live:
        yield button(_("Undo the last publication"), "undo_publication", icon="rotate", priority=58)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: BasePage, user, next_url=None) -> Iterator[Button]:
    if page.has_unpublished_changes and page.permissions_for_user(user).can_edit():
        url = reverse("review_read", args=[page.pk])
        yield Button(_("Read and decide"), url=url, icon_name="view", priority=11)


@hooks.register("construct_page_action_menu")
def show_finishing_buttons(items: list, request: HttpRequest, context: dict) -> None:
    """Show the buttons that finish the work beside the one that saves, and not in the menu.

    A publisher gets those with a reason, one on a new page; a page in review has its own.
    """
    names = {item.name: item for item in items}
    if items[0].name != "action-save-draft":
        return
    if "action-publish" in names:
        if (is_new := context["view"] == "create") or context["page"].live:
            items[0] = FinishingButtons(items[0], corrects=not is_new)
    elif submit := names.get("action-submit"):
        items.remove(submit)
        items[0] = FinishingButtons(items[0], submit)


@hooks.register("construct_page_action_menu")
def lead_with_the_lock(items: list, request: HttpRequest, context: dict) -> None:
    """Let the large button of a form for reading only say so, not be the one that withdraws it."""
    if context["locked_for_user"]:
        items.sort(key=lambda item: item.name != "action-page-locked")


@hooks.register("before_edit_page")
def withdraw(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Withdraw a page from review for its author, for whom the form is for reading only.

    Wagtail would show the form again with what was posted, as unsaved changes.
    """
    state = page.current_workflow_state
    is_asked = request.POST.get("action-cancel-workflow") and state
    if not is_asked or not page.permissions_for_user(request.user).page_locked():
        return None
    if not state.user_can_cancel(request.user):
        return None
    state.cancel(user=request.user)
    messages.success(request, _("The page is no longer in review: you can write again."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_action_menu", order=200)
def lead_to_the_desk(items: list, request: HttpRequest, context: dict) -> None:
    """Replace Wagtail's buttons of a decision, whose text the form does not show whole."""
    if any(item.name in DECISIONS for item in items):
        items[:] = [item for item in items if item.name not in DECISIONS]
        items.insert(0, ReadAndDecide(order=0))


@hooks.register("after_unpublish_page")
def retract(request: HttpRequest, page: BasePage) -> None:
    """Require that later texts of an unpublished page are read first, if the user chose so."""
    if request.POST.get("retract"):
        register.revoke(page, request.user)


class PagesAPI(PagesAdminAPIViewSet):
    """The admin API's pages, which the choosers read, without its actions.

    The actions publish, copy, revert and delete without the admin's confirmations, locks and trash,
    and no view uses them.
    """

    actions = {}


@hooks.register("construct_admin_api")
def admin_api(router) -> None:
    router.register_endpoint("pages", PagesAPI)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    class Reading(LogFormatter):
        """Log entry of a reading: who wrote the text, and the reason."""

        def format_comment(self, log_entry) -> str:
            data = log_entry.data
            writers = data.get("written_by", "")
            written = [_("Written by %s.") % writers] if writers else []
            return " ".join([*written, data.get("reason", "")])

    @actions.register_action(register.ACTIONS[ReadText.Kind.READ])
    class Read(Reading):
        label = gettext_lazy("Read a text")
        message = gettext_lazy("Read")

    @actions.register_action(register.ACTIONS[ReadText.Kind.CORRECTION])
    class Corrected(Reading):
        label = gettext_lazy("Correct while reading")
        message = gettext_lazy("Read and corrected")

    @actions.register_action(register.ACTIONS[ReadText.Kind.URGENT])
    class PublishedUrgently(Reading):
        label = gettext_lazy("Publish without a second reader")
        message = gettext_lazy("Published without a second reader")

    class Shared(LogFormatter):
        """Log entry of a link to a draft: for whom."""

        def format_comment(self, log_entry) -> str:
            return log_entry.data.get("recipient", "")

    @actions.register_action(draft_links.SHARED)
    class LinkMade(Shared):
        label = gettext_lazy("Show a draft by a link")
        message = gettext_lazy("Link to the draft made")

    @actions.register_action(draft_links.REVOKED)
    class LinkRevoked(Shared):
        label = gettext_lazy("Revoke a link to a draft")
        message = gettext_lazy("Link to the draft revoked")

    actions.register_action(
        register.REVOKED, gettext_lazy("Retract"), gettext_lazy("Retracted: to be read again")
    )

    @actions.register_action(REFUSED)
    class Refused(LogFormatter):
        label = gettext_lazy("Refuse a scheduled publication")

        def format_message(self, log_entry) -> str:
            if reason := log_entry.data.get("reason"):
                return _("Not published at its hour: %s") % reason
            return _("Not published at its hour: nobody else has read the text")

    @actions.register_action(approval.COMMENTED)
    class Commented(LogFormatter):
        label = gettext_lazy("Comment an approval")
        message = gettext_lazy("Commented; the text is still to be read")

        def format_comment(self, log_entry) -> str:
            return log_entry.data.get("comment", "")

    @actions.register_action(versions.ACTION)
    class Named(LogFormatter):
        label = gettext_lazy("Name a version")

        def format_message(self, log_entry) -> str:
            return _("Version “%s”") % log_entry.data.get("name", "")
