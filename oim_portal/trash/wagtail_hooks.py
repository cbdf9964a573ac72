"""Hooks of the trash: its views, and filters on lists, choosers and the API of the admin."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Collection, PageQuerySet

from oim_portal.media.models import PortalDocument, PortalImage
from pages.models import BasePage

from .law import THINGS
from .log_entries import DELETED, RESTORED
from .models import RETENTION
from .tree import is_in_trash, outside_trash
from .usage import is_used
from .views import RestoreView, TrashView


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("papelera/", TrashView.as_view(), name="trash"),
        path("papelera/results/", TrashView.as_view(results_only=True), name="trash_results"),
        path("papelera/<int:pk>/restaurar/", RestoreView.as_view(), name="trash_restore"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(gettext_lazy("Bin"), reverse("trash"), name="trash", icon_name="bin", order=900)


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    actions.register_action(DELETED, gettext_lazy("Bin"), gettext_lazy("Moved to the bin"))
    actions.register_action(RESTORED, gettext_lazy("Restore"), gettext_lazy("Restored"))


@hooks.register("after_delete_page")
def report_deleted_page(request: HttpRequest, page: BasePage) -> None:
    title = page.get_admin_display_title()
    messages.success(
        request,
        _("'%(title)s' is in the bin. Publishers can restore it for %(days)d days.")
        % {"title": title, "days": RETENTION.days},
    )


@hooks.register("after_bulk_action")
def report_deleted_items(request: HttpRequest, action_type: str, objects: list, action) -> None:
    if action_type == "delete" and issubclass(action.model, THINGS):
        messages.success(request, _("Moved to the bin: %(count)d.") % {"count": len(objects)})


@hooks.register("before_edit_page")
@hooks.register("before_publish_page")
@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_copy_page")
@hooks.register("before_move_page")
def refuse_in_trash(
    request: HttpRequest, page: BasePage, destination: BasePage | None = None
) -> HttpResponse | None:
    """Redirect every user, superusers included, from views of a page in the trash."""
    if not is_in_trash(page) and not (destination and is_in_trash(destination)):
        return None
    messages.error(request, _("The page is in the bin. Restore it first."))
    return redirect("trash")


@hooks.register("construct_explorer_page_queryset")
def explorer(parent: BasePage, pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return outside_trash(pages)


@hooks.register("construct_page_chooser_queryset")
def page_chooser(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return outside_trash(pages)


@hooks.register("describe_collection_contents")
def trashed_files_of(collection: Collection) -> dict | None:
    """Describe, before a collection is deleted, its files that are in the trash."""
    files = [
        model.objects.filter(collection=collection, deleted_at__isnull=False)
        for model in (PortalImage, PortalDocument)
    ]
    count = sum(each.count() for each in files)
    text = _("Of these in the bin: %(count)d.") % {"count": count}
    return {"count": count, "count_text": text, "url": reverse("trash")} if count else None


@hooks.register("before_serve_document")
def refuse_document(document: PortalDocument, request: HttpRequest) -> None:
    """Serve a document in the trash only while something still links to it."""
    if document.is_in_trash and not is_used(document):
        raise Http404


class OutsideTrashMixin:
    """An API of files for the admin, without those in the trash."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at__isnull=True)


class ImagesAPI(OutsideTrashMixin, ImagesAdminAPIViewSet):
    pass


class DocumentsAPI(OutsideTrashMixin, DocumentsAdminAPIViewSet):
    pass


@hooks.register("construct_admin_api", order=1)
def admin_api(router) -> None:
    router.register_endpoint("images", ImagesAPI)
    router.register_endpoint("documents", DocumentsAPI)
