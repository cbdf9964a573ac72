"""Hooks of edit conflicts and unsaved text: URLs, scripts, log actions, checks before saving."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.models import BasePage, WordToAvoid
from pages.models.saving import KEPT

from ..stale_forms import KEPT_VALUES
from .checks_view import ChecksOnCreate, ChecksOnEdit, check_text_alone
from .stale_pages import ConflictView, Loaded, keep
from .stale_values import is_stale, keep_posted
from .unsaved_text import session
from .value_conflict_view import ValueConflictView

hooks.register("construct_wagtail_userbar", check_text_alone)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path(
            "pages/<int:page_id>/conflicto/<int:revision_id>/",
            ConflictView.as_view(),
            name="editing_conflict",
        ),
        path("conflicto/<int:entry_id>/", ValueConflictView.as_view(), name="values_conflict"),
        path("sesion/", session, name="session"),
        # Below the URLs of Wagtail's previews, from which the script makes them.
        path("pages/<int:page_id>/edit/preview/checks/", ChecksOnEdit.as_view(), name="checks"),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
            "<int:parent_page_id>/preview/checks/",
            ChecksOnCreate.as_view(),
            name="checks_on_add",
        ),
    ]


@hooks.register("insert_editor_js")
def scripts_of_forms() -> str:
    return render_to_string("editing/unsaved_text_form.html")


@hooks.register("insert_global_admin_js")
def outlast_sessions() -> str:
    context = {"csrf_cookie": settings.CSRF_COOKIE_NAME}
    return render_to_string("editing/unsaved_text_sessions.html", context)


@register_snippet
class WordToAvoidViewSet(SnippetViewSet):
    model = WordToAvoid
    icon = "glasses"
    add_to_settings_menu = True
    menu_label = gettext_lazy("Words to avoid")
    list_display = ["words", "instead"]


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    actions.register_action(
        KEPT,
        gettext_lazy("Keep a text beside a newer one"),
        gettext_lazy("Kept beside a newer version of a colleague"),
    )

    @actions.register_action(KEPT_VALUES)
    class KeptValues(LogFormatter):
        label = gettext_lazy("Keep a text of a snippet or setting")

        def format_message(self, log_entry) -> SafeString:
            return format_html(
                '<a href="{}">{}</a>',
                reverse("values_conflict", args=[log_entry.pk]),
                _("Kept beside the text of a colleague"),
            )


@hooks.register("before_edit_page")
def guard(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Store a stale form, and redirect its author to the choice between both texts.

    Autosaves are left to Wagtail, which refuses them by the same two fields.
    """
    if page.alias_of_id:
        return None
    if request.method != "POST":
        return with_revision(request, page)
    latest = page.latest_revision
    loaded = Loaded.of(request)
    if (
        not request.accepts("text/html")
        or latest is None
        or loaded is None
        or not loaded.is_older_than(latest)
    ):
        return None
    kept = keep(request, page, loaded)
    if kept:
        return redirect("editing_conflict", page.pk, kept.pk)
    messages.warning(
        request,
        _(
            "Somebody else has saved this page since you opened it. Correct the errors and save "
            "again: then you will see both texts."
        ),
    )
    stay_stale(page, loaded)
    return None


def with_revision(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    """Give a page its first revision before it is edited, and reload the editor.

    A form has to name the revision that it shows: without one, Wagtail could not tell that two
    people started from the same text.
    """
    if page.latest_revision_id is not None:
        return None
    page.save_revision(changed=False, clean=False)
    return redirect(request.get_full_path())


def stay_stale(page: BasePage, loaded: Loaded) -> None:
    """Let a form that comes back with errors name the revision that it was loaded with.

    Otherwise it would name the newest, and the next attempt would overwrite that.
    """
    older = page.revisions.exclude(pk=page.latest_revision_id)
    seen = older.filter(pk=loaded.revision_id) if loaded.revision_id.isdigit() else older.none()
    revision = seen.first() or older.order_by("-created_at").first()
    if revision:
        page.latest_revision_id = revision.pk


@hooks.register("before_edit_snippet")
@hooks.register("before_edit_setting")
def guard_values(request: HttpRequest, thing: Model) -> HttpResponse | None:
    """Store a stale form of a snippet or setting, and redirect its author to the choice.

    A form with errors comes back first; it still says what it was loaded with.
    """
    if request.method != "POST" or not is_stale(request, thing):
        return None
    kept = keep_posted(request, thing)
    if kept:
        return redirect("values_conflict", kept.pk)
    messages.warning(
        request,
        _(
            "Somebody else has saved this since you opened it. Correct the errors and save again: "
            "then you will see both texts."
        ),
    )
    return None
