"""An editorial team: an editor, two publishers, and a page that they edit in the admin."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.publishing.scheduling import run
from pages.models import ContentPage, SectionPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .publishing_steps import press
from .staff import person, signed_in

PUBLISH = {"action-publish": "action-publish"}
BECAUSE_OF_AN_ERROR = {"action-publish": "corrects-an-error"}
SUBMIT = {"action-submit": "action-submit"}
APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
FIRST = "Al comienzo"


class EditorialTeam:
    """Eva edits, Pablo and Paula publish; `page` is public with the lead text 'Al comienzo'."""

    def __init__(self) -> None:
        self.editor = person(EDITOR, "eva@example.org", first_name="Eva")
        self.publisher = person(PUBLISHER, "pablo@example.org", first_name="Pablo")
        self.other_publisher = person(PUBLISHER, "paula@example.org", first_name="Paula")
        self.eva, self.pablo, self.paula = map(
            signed_in, (self.editor, self.publisher, self.other_publisher)
        )
        page = add_page(SectionPage.objects.first(), "Una página", lead_es=FIRST)
        publish_page(page)
        self.pk = page.pk

    @property
    def page(self) -> ContentPage:
        return ContentPage.objects.get(pk=self.pk)

    @property
    def public(self) -> str | None:
        """The lead text that visitors read; None while the page is not public."""
        return self.page.lead_es if self.page.live else None

    @property
    def draft(self) -> Revision:
        return self.page.get_latest_revision()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.pk])

    def edit(self, client: Client, text: str | None = None, **fields):
        """Open the editor, change the lead text or other fields, and send the form."""
        changes = fields if text is None else {"lead_es": text} | fields
        return client.post(self.edit_url, form_of(client, self.edit_url) | changes)

    def autosave(self, client: Client, text: str, **fields) -> dict:
        """Send an autosave request, as the editor's script does; return its response."""
        form = form_of(client, self.edit_url) | {"lead_es": text} | fields
        return client.post(self.edit_url, form, headers={"accept": "application/json"}).json()

    def publish(self, text: str) -> None:
        """Eva writes and Pablo publishes: one form each."""
        self.edit(self.eva, text)
        self.edit(self.pablo, **PUBLISH)
        assert self.public == text

    def schedule(self, text: str) -> Revision:
        """Eva writes and sets tomorrow's date, Pablo publishes; return the scheduled version."""
        moment = timezone.localtime() + timezone.timedelta(days=1)
        self.edit(self.eva, text, go_live_at=moment.strftime("%Y-%m-%dT%H:%M"))
        self.edit(self.pablo, **PUBLISH)
        return self.scheduled().get()

    def scheduled(self):
        return Revision.objects.filter(object_id=str(self.pk), approved_go_live_at__isnull=False)

    def hour_comes(self):
        """Run the scheduler a minute after the scheduled time; return its result."""
        past = timezone.now() - timezone.timedelta(minutes=1)
        for revision in self.scheduled():
            content = revision.content | {"go_live_at": past.isoformat()}
            Revision.objects.filter(pk=revision.pk).update(
                content=content, approved_go_live_at=past
            )
        return run()

    def read(self, client: Client, action: str = "read", **fields: str):
        """Click a button of the view that shows the whole text of the draft."""
        return press(client, reverse("review_read", args=[self.pk]), action, **fields)

    def decide(self, client: Client, action: str = "approve"):
        """Click a button in the dashboard's list of pages awaiting review."""
        state = self.page.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[self.pk, action, state.pk])
        return client.post(url, {})

    def call_api(self, client: Client, action: str, **data):
        """Call an action of the admin API on the page."""
        url = f"/admin/api/main/pages/{self.pk}/action/{action}/"
        return client.post(url, data, content_type="application/json")
