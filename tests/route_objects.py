"""Objects that routes are called with: pages in every state, with drafts without a reader."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from oim_portal.accounts.models import User
from oim_portal.admin.editing.stale_pages import KEPT
from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.register import mark_read, revoke
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage, ContentPage
from pages.models.publishing_guard import publishing_reason

from .event_tables import EventImporter
from .factories import publish_page
from .permission_objects import Objects, make_page
from .permission_routes import address, parameters, routes
from .permission_variants import BULK, Variant, bulk_actions, people

#: Stands in drafts of the sender alone, and in what the sender writes: never to be public unread.
WORD = "palabra-no-leida"
COLLEAGUES = "palabra-de-otra-persona"

EDIT = "admin/pages/<int:page_id>/edit/"
ADD = (
    "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
    "<int:parent_page_id>/"
)
API_ACTION = "admin/api/main/^pages/<int:pk>/action/<str:action_name>/"
REVERT = "admin/pages/<int:page_id>/revisions/<int:revision_id>/revert/"
WORKFLOW_ACTION = (
    "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/"
)
API_ACTIONS = ("publish", "unpublish", "delete", "copy", "move", "create_alias", "convert_alias")
OF_REVISIONS = "<int:revision_id>"
#: Parameters that stand for a page, or for something of one.
OF_PAGES = {"page_id", "page_pk", "page_to_move_id", "object_id", "revision_id", "task_state_id"}


@dataclass(frozen=True)
class Target:
    """A route, and its URL for one object."""

    route: str
    thing: str
    path: str


class World(Objects):
    """Pages in every state, each with a draft that only its writer has seen."""

    def __init__(self, people: dict[str, User], sender: User) -> None:
        super().__init__(people)
        self.sender = sender
        self.upload.uploaded_by_user = sender
        self.upload.save()
        self.event_import.text = f"id,titulo_es,fecha\n,Nuevo {WORD},1970\n"
        self.event_import.save()
        self.state.cancel(user=sender)
        # What the edit form would write when it is first shown.
        self.document.get_file_size()
        self.document.get_file_hash()
        self.write(make_page(self.page, "hija", self.colleague, live=False))
        self.things = {
            "live": self.write(self.page),
            "draft": self.write(make_page(self.section, "borrador-propio", sender, live=False)),
            "submitted": self.submit(
                self.write(make_page(self.section, "propia-enviada", sender, live=False)), sender
            ),
            "read": self.read(self.write(self.made("leida"), self.colleague)),
            "a colleague's": self.write(self.made("ajena"), self.colleague),
            "a colleague's submission": self.submit(
                self.write(self.made("ajena-enviada"), self.colleague), self.colleague
            ),
            "a read submission": self.submit(
                self.read(self.write(self.made("leida-enviada"), self.colleague)), self.colleague
            ),
            "scheduled": self.schedule(self.write(self.made("programada"))),
            "retracted": self.retracted(),
            "public twice": self.public_twice(),
            "renamed": self.write(self.made("antigua"), slug="nueva"),
            "kept beside": self.kept_beside(),
            "alias": self.alias(),
        }
        self.done_import = EventImporter(people["publisher"]).carry_out(
            [{"id": "", "titulo_es": "Hecho importado", "fecha": "1971"}]
        )
        deleted = self.write(self.made("tirada"))
        self.deletion = trash_page(deleted, people["superuser"])

    def made(self, slug: str) -> ContentPage:
        return make_page(self.section, slug, self.colleague)

    def write(self, page: BasePage, writer: User | None = None, **fields) -> ContentPage:
        """Save a draft of one writer."""
        page = ContentPage.objects.get(pk=page.pk)
        page.lead_es = WORD if writer in (None, self.sender) else COLLEAGUES
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision(user=writer or self.sender)
        return page

    def read(self, page: ContentPage) -> ContentPage:
        """Register a second reader of the draft."""
        assert mark_read(page, digest_of(page), self.people["superuser"])
        return page

    def submit(self, page: ContentPage, user: User) -> ContentPage:
        self.workflow.start(page, user)
        return page

    def schedule(self, page: ContentPage) -> ContentPage:
        """Schedule the draft for a time that has passed, which no view of the portal allows."""
        Revision.objects.filter(pk=page.latest_revision_id).update(
            approved_go_live_at=timezone.now() - timedelta(minutes=1)
        )
        return page

    def retracted(self) -> ContentPage:
        """A page whose draft was public until it was retracted."""
        page = make_page(self.section, "retirada", self.sender)
        page.lead_es = WORD
        publish_page(page, user=self.sender)
        ContentPage.objects.get(pk=page.pk).unpublish()
        revoke(page, self.people["superuser"])
        return page

    def public_twice(self) -> ContentPage:
        """A page with an earlier publication to revert to; its draft is the sender's."""
        page = self.made("dos-veces")
        for text in ("Antes", "Ahora"):
            page = ContentPage.objects.get(pk=page.pk)
            page.lead_es = text
            publish_page(page, user=self.colleague)
        return self.write(page)

    def kept_beside(self) -> ContentPage:
        """A page with a version of the sender's that was saved next to a colleague's draft."""
        page = self.write(self.made("dos-manos"))
        self.kept = page.latest_revision
        log(instance=page, action=KEPT, revision=self.kept, user=self.sender)
        return self.write(page, self.colleague)

    def alias(self) -> ContentPage:
        """An alias page: the portal creates none, but allows converting one to a page."""
        source, alias = self.write(self.made("seguida")), self.made("seguidora")
        with publishing_reason("test"):
            BasePage.objects.filter(pk=alias.pk).update(alias_of=source, latest_revision=None)
        return ContentPage.objects.get(pk=alias.pk)

    # Addresses

    def of_page(self, route: str, page: BasePage) -> dict[str, object]:
        """Return the values of a route's parameters for this page."""
        usual, self.page, self.submitted = (self.page, self.submitted), page, page
        values = self.values(route)
        self.page, self.submitted = usual
        state = page.current_workflow_state
        if state:
            values |= {
                "workflow_state_id": state.pk,
                "task_state_id": state.current_task_state_id,
            }
        return values

    def targets(self) -> list[Target]:
        """Return every route of the admin, once for each page if it takes one."""
        found = {}
        for route, thing, values, query in self.variants():
            found.setdefault((route, address(route, values) + query), thing)
        return [Target(route, thing, path) for (route, path), thing in found.items()]

    def variants(self) -> list[Variant]:
        found = []
        for route in routes():
            if not route.startswith("admin/"):
                continue
            if not OF_PAGES & set(parameters(route)) and "^pages/<int:pk>/" not in route:
                found.append((route, "", self.values(route), ""))
                if "<int:import_id>" in route:
                    found.append((route, "carried out", {"import_id": self.done_import.pk}, ""))
                continue
            for thing, page in self.things.items():
                if thing == "alias" and "alias" not in route:
                    continue
                values = self.of_page(route, page)
                found.append((route, thing, values, ""))
                if thing == "kept beside" and OF_REVISIONS in route:
                    kept = values | {"revision_id": self.kept.pk}
                    found.append((route, "the version kept beside", kept, ""))
                if thing == "live" and OF_REVISIONS in route:
                    first = page.revisions.order_by("pk").first()
                    found.append(
                        (route, "the first version", values | {"revision_id": first.pk}, "")
                    )
                if "<slug:action_name>" in route:
                    found.append(
                        (route, f"{thing}, reject", values | {"action_name": "reject"}, "")
                    )
                if route == API_ACTION:
                    found += [
                        (route, f"{thing}, {name}", values | {"action_name": name}, "")
                        for name in API_ACTIONS
                    ]
        found += self.page_types()
        for thing, page in self.things.items():
            if thing == "alias":
                continue
            for action in ("publish", "unpublish", "move", "delete"):
                values = {"app_label": "pages", "model_name": "basepage", "action": action}
                found.append((BULK, f"{action} {thing}", values, f"?id={page.pk}"))
        rest = [*people(self), *bulk_actions(self)]
        return found + [
            (route, thing, self.values(route) | values, query)
            for route, thing, values, query in rest
        ]

    def page_types(self) -> list[Variant]:
        """Return the edit form of a page of each type, and the form to add a sibling of it."""
        found = []
        for page in BasePage.objects.published().filter(depth__gt=1).specific().order_by("-path"):
            model = page._meta.model
            if any(thing == model.__name__ for _route, thing, _values, _query in found):
                continue
            values = self.of_page(EDIT, page)
            found.append((EDIT, model.__name__, values, ""))
            kind = {
                "content_type_app_name": model._meta.app_label,
                "content_type_model_name": model._meta.model_name,
                "parent_page_id": page.get_parent().pk,
            }
            found.append((ADD, model.__name__, kind, ""))
        return found
