"""Admin views of the import: upload, preview, result, second reader, undoing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from history.fields import DATE_ORDER
from history.models import HistoryEventPage, HistoryPage
from oim_portal.publishing.register import NotRead
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage

from ..cells import write_csv
from ..events import EVENTS
from ..models import EventImport
from . import second_reader
from .carrying_out import PlanChangedError, carry_out, plan_of
from .forms import PublishForm, UploadForm, may_import
from .headings import FileError
from .plan import newest
from .undoing import CannotUndoError, obstacles, undo

LISTED = 20


class ImportView(WagtailAdminTemplateMixin, View):
    """Base view of the import, for users who may publish below the history."""

    page_title = gettext_lazy("Import events")
    header_icon = "upload"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse_lazy("event_imports"), "label": gettext_lazy("Import events")},
    ]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self) -> bool:
        return may_import(self.request.user, self.history)

    @cached_property
    def history(self) -> HistoryPage | None:
        return HistoryPage.objects.first()

    def show(self, **context) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))


class EventImports(ImportView):
    """Upload of a file, and list of the imports that were carried out."""

    template_name = "open_data/admin/imports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form=form)
        # Previews that were not carried out are of no further use.
        mine = EventImport.objects.filter(uploaded_by=request.user)
        mine.filter(status=EventImport.Status.CHECKED).delete()
        made = EventImport.objects.create(
            name=form.file_name, text=form.cleaned_data["file"], uploaded_by=request.user
        )
        if form.message:
            messages.info(request, form.message)
        return redirect("event_import", made.pk)

    def get_context_data(self, **kwargs) -> dict:
        done = EventImport.objects.exclude(status=EventImport.Status.CHECKED)
        done = done.select_related("uploaded_by").prefetch_related("events")
        return super().get_context_data(imports=done[:LISTED], **kwargs)


class OneImport(ImportView):
    """A view of one import."""

    def setup(self, request: HttpRequest, import_id: int) -> None:
        super().setup(request, import_id=import_id)
        self.event_import = get_object_or_404(EventImport, pk=import_id)

    def get_page_subtitle(self) -> str:
        return self.event_import.name

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(event_import=self.event_import, **kwargs)


class ImportPreview(OneImport):
    """Preview of an import, which is carried out on POST; afterwards its result."""

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if self.event_import.status == EventImport.Status.CHECKED:
            return self.preview()
        self.template_name = "open_data/admin/import_done.html"
        outside = outside_trash(BasePage.objects.all()).filter(pk=OuterRef("page"))
        return self.show(
            events=self.event_import.events.annotate(has_form=Exists(outside)),
            waiting=len(second_reader.waiting(self.event_import)),
            may_undo=self.event_import.status == EventImport.Status.DONE,
        )

    def preview(self, form: PublishForm | None = None) -> HttpResponse:
        self.template_name = "open_data/admin/import_preview.html"
        try:
            plan = plan_of(self.event_import, self.history, self.request)
        except FileError as error:  # the columns have changed since the upload
            messages.error(self.request, str(error))
            return redirect("event_imports")
        return self.show(plan=plan, form=form or PublishForm())

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        form = PublishForm(request.POST)
        publish = request.POST.get("publish") == "yes"
        is_open = self.event_import.status == EventImport.Status.CHECKED
        if publish and is_open and not form.is_valid():
            return self.preview(form)
        reason = form.cleaned_data["reason"] if publish and form.is_valid() else ""
        shown = request.POST.get("fingerprint", "")
        try:
            done = carry_out(self.event_import.pk, shown, self.history, request, reason=reason)
        except (PlanChangedError, FileError):
            message = _("Nothing was imported: events have changed since. Look again.")
            messages.warning(request, message)
        except ValidationError as error:
            message = _("Nothing was imported: %s") % " ".join(error.messages)
            messages.error(request, message)
        else:
            count = done.events.count()
            message = ngettext("%s event was imported.", "%s events were imported.", count)
            messages.success(request, message % count)
        return redirect("event_import", self.event_import.pk)


class ReadImport(OneImport):
    """All drafts of an import, for the second reader, or for publishing with a reason.

    Users who may edit the events may read them: one person imports, another one reads.
    """

    page_title = gettext_lazy("Read before publishing")
    breadcrumbs_items = [*ImportView.breadcrumbs_items, {"url": "", "label": page_title}]
    header_icon = "view"
    template_name = "open_data/admin/import_read.html"

    def is_allowed(self) -> bool:
        history, user = self.history, self.request.user
        return history is not None and history.permissions_for_user(user).can_edit()

    def get(self, request: HttpRequest, form: PublishForm | None = None, **kwargs) -> HttpResponse:
        events = second_reader.waiting(self.event_import)
        return self.show(
            rows=second_reader.rows(events, request),
            shown=second_reader.fingerprint(events),
            lacks_reader=second_reader.lacks_reader(events, request.user),
            may_publish=may_import(request.user, self.history),
            form=form or PublishForm(),
        )

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        action, form = request.POST.get("action"), PublishForm(request.POST)
        publish = action in {"publish", "reason"}
        if publish and not may_import(request.user, self.history):
            raise PermissionDenied
        if action == "reason" and not form.is_valid():
            return self.get(request, form)
        reason = form.cleaned_data["reason"] if action == "reason" else ""
        shown = request.POST.get("shown", "")
        try:
            enough = second_reader.read_all(
                self.event_import.pk, shown, request.user, publish=publish, reason=reason
            )
        except NotRead as error:
            messages.error(request, str(error))
        else:
            if publish:
                message = _("The events of this import are public.")
            elif enough:
                message = _("The events have been read and may be published.")
            else:
                message = _("Your reading is noted. Somebody else has to read your own words.")
            messages.success(request, message)
        return redirect("event_import_read", self.event_import.pk)


class UndoImport(OneImport):
    """Confirmation and undoing of an import; lists the obstacles if it cannot be undone."""

    page_title = gettext_lazy("Undo an import")
    header_icon = "rotate"
    template_name = "open_data/admin/import_undo.html"

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if self.event_import.status != EventImport.Status.DONE:
            return redirect("event_import", self.event_import.pk)
        return self.show(obstacles=obstacles(self.event_import))

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        try:
            undo(self.event_import.pk, request.user)
        except CannotUndoError:
            messages.error(request, _("The import was not undone."))
            return redirect("event_import_undo", self.event_import.pk)
        messages.success(request, _("The import is undone: all events are as they were."))
        return redirect("event_imports")


class EventTable(ImportView):
    """All events as a CSV file to edit and import, including columns for staff only."""

    def get(self, request: HttpRequest) -> HttpResponse:
        events = HistoryEventPage.objects.child_of(self.history).order_by(*DATE_ORDER)
        events = EVENTS.prefetched(events)
        shown = [event if event.live else newest(event.pk) for event in events]
        table = EVENTS.serializer(shown, request).table(include_staff=True)
        separator = ";" if "excel" in request.GET else ","
        response = HttpResponse(write_csv(*table, separator), "text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="hechos.csv"'
        response["Cache-Control"] = "private, no-store"
        return response
