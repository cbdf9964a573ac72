"""People, pages and files for the table of permissions, and the objects that each route takes."""

import re
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from history.models import Source, Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, TABLE
from oim_portal.admin.editing.stale_pages import KEPT
from oim_portal.admin.editing.stale_values import keep
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.open_data.models import EventImport
from oim_portal.publishing.draft_links import SIGNER
from oim_portal.publishing.models import Absence, DraftLink
from oim_portal.publishing.replacement_runs import REPLACED
from oim_portal.search.models import Promotion
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage, ContentPage, PortalSettings, TranslationState

from .contact_points import add_point, help_index
from .factories import add_live
from .help_content import add_help
from .pictures import encoded, scene
from .staff import add_person

PASSWORD = "only-of-the-table-1"
IDENTITIES = ("anonymous", *(role.key for role in TABLE), "superuser")


def make_people() -> dict[str, User]:
    """Return one person for each identity that signs in."""
    people = {
        role.key: add_person(
            f"{role.key}@example.org", role.group, PASSWORD, first_name=role.key.capitalize()
        )
        for role in TABLE
    }
    return people | {"superuser": User.objects.create_superuser("super@example.org", PASSWORD)}


def make_page(parent: BasePage, slug: str, owner: User, live: bool = True) -> ContentPage:
    page = ContentPage(title=slug.capitalize(), slug=slug, owner=owner, live=live)
    add_live(page, parent)
    page.save_revision(user=owner)
    return page


class Objects:
    """The objects that routes are called with, by name."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.event_import = EventImport.objects.create(
            name="hechos.csv", text="id,titulo_es,fecha\n,Nuevo,1970\n"
        )
        self.colleague = add_person("colleague@example.org", EDITOR, PASSWORD)
        self.section = BasePage.objects.get(slug="quienes-somos")
        home = self.section.get_parent()
        self.page = make_page(self.section, "de-otra-persona", self.colleague)
        self.draft = make_page(self.section, "borrador", self.colleague, live=False)
        self.submitted = make_page(self.section, "enviada", people["editor"], live=False)
        self.private_page = make_page(self.section, "privada", self.colleague)
        self.restriction = PageViewRestriction.objects.create(
            page=self.private_page, restriction_type=BaseViewRestriction.LOGIN
        )
        self.outside = make_page(home.get_parent(), "fuera", people["superuser"])
        self.workflow = Workflow.objects.get()
        self.state = self.workflow.start(self.submitted, people["editor"])
        self.image = PortalImage.objects.create(
            title="Foto", file=ContentFile(encoded(scene(), "png"), "foto.png")
        )
        self.document = self.make_document(Collection.get_first_root_node())
        self.vault = Collection.get_first_root_node().add_child(name="Reservada")
        self.document_restriction = CollectionViewRestriction.objects.create(
            collection=self.vault, restriction_type=BaseViewRestriction.LOGIN
        )
        self.private_document = self.make_document(self.vault)
        self.session = EditingSession.objects.create(
            user=people["editor"], content_object=self.page, last_seen_at=timezone.now()
        )
        self.upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(PortalImage),
            file=ContentFile(encoded(scene(), "png"), "foto.png"),
            uploaded_by_user=people["editor"],
        )
        self.redirect = apps.get_model("wagtailredirects", "Redirect").objects.create(
            old_path="/antes", redirect_page=self.page
        )
        log(instance=self.page, action=KEPT, revision=self.page.latest_revision)
        replaced = {"text": "a", "replacement": "b", "count": 1, "base": 0, "was_draft": True}
        self.run = uuid4()
        log(instance=self.page, action=REPLACED, uuid=self.run, data=replaced)
        self.kept_setting = keep(PortalSettings.for_site(Site.objects.get()), self.colleague)
        Promotion.objects.create(searches="visa", page=self.page)
        self.link = DraftLink.objects.create(
            page=self.page.basepage_ptr,
            recipient="Sede",
            ends_at=timezone.now() + timedelta(1),
            made_by=people["superuser"],
        )
        day = timezone.localdate()
        Absence.objects.create(
            absent=self.colleague, substitute=self.colleague, starts_on=day, ends_on=day
        )
        self.point = add_point()
        # No page names them: they may be deleted.
        self.snippets = {
            Theme: Theme.objects.create(name_es="De nadie", slug="de-nadie"),
            Source: Source.objects.create(title_es="De nadie"),
        }
        deleted = make_page(self.section, "borrada", self.colleague)
        self.deletion = trash_page(deleted, people["superuser"])
        self.help = add_help(help_index(), "hablar con alguien", self.point)
        self.passkey = Authenticator.objects.create(
            user=self.colleague, type=Authenticator.Type.WEBAUTHN, data={"name": "llave"}
        )

    def make_document(self, collection: Collection) -> PortalDocument:
        return PortalDocument.objects.create(
            title="Informe",
            file=ContentFile(b"%PDF-1.4\n%%EOF\n", "informe.pdf"),
            collection=collection,
        )

    def primary_key(self, route: str) -> object:
        """Return the value of the parameter `pk` of a route."""
        for beginning, value in {
            "admin/users/": lambda: self.colleague.pk,
            "admin/collections/": lambda: self.vault.pk,
            "admin/workflows/tasks/": lambda: Task.objects.get().pk,
            "admin/workflows/": lambda: self.workflow.pk,
            "admin/settings/": lambda: Site.objects.get().pk,
            "admin/sites/": lambda: Site.objects.get().pk,
            "admin/images/": lambda: self.image.pk,
            "admin/api/main/^images/": lambda: self.image.pk,
            "admin/documents/": lambda: self.document.pk,
            "admin/papelera/": lambda: self.deletion.pk,
            "admin/api/main/^documents/": lambda: self.document.pk,
            "admin/traducciones/": lambda: TranslationState.objects.of(self.section).get().pk,
            "cuenta/segundo-factor/webauthn/": lambda: self.passkey.pk,
        }.items():
            if route.startswith(beginning):
                return value()
        snippet = re.match(r"admin/snippets/(?:choose/)?(\w+)/(\w+)/", route)
        if snippet:
            model = apps.get_model(*snippet.groups())
            return self.snippets.get(model, model.objects.first()).pk
        return self.page.pk

    def values(self, route: str) -> dict[str, object]:
        """Return a value for every parameter of the project's routes."""
        kind = {"app": "pages", "model": "contentpage"}
        if route.startswith("admin/workflows/tasks/"):
            kind = {"app": "publishing", "model": "foureyestask"}
        elif route.startswith("admin/settings/"):
            kind = {"app": "pages", "model": "portalsettings"}
        elif route.startswith("admin/tag-autocomplete/"):
            kind = {"app": "taggit", "model": "tag"}
        elif route.startswith("admin/bulk/"):
            kind = {"app": "accounts", "model": "user"}
        page = self.submitted if "workflow" in route else self.page
        page = self.point if route.startswith("admin/vigente/") else page
        return {
            "pk": self.primary_key(route),
            "app_label": kind["app"],
            "import_id": self.event_import.pk,
            "entry_id": self.kept_setting.pk,
            "run": self.run,
            "code": "es",
            "key": SIGNER.sign(str(self.link.pk)),
            "app_name": kind["app"],
            "content_type_app_name": kind["app"],
            "model_name": kind["model"],
            "content_type_model_name": kind["model"],
            "object_id": self.page.pk,
            "page_id": page.pk,
            "page_pk": self.page.pk,
            "page_to_move_id": self.page.pk,
            "parent_page_id": self.section.pk,
            "destination_id": self.section.get_parent().pk,
            "revision_id": self.page.latest_revision_id,
            "workflow_pk": self.workflow.pk,
            "workflow_state_id": self.state.pk,
            "task_state_id": self.state.current_task_state_id,
            "task_id": Task.objects.get().pk,
            "action": "assign_role",
            "action_name": "approve" if "workflow" in route else "unpublish",
            "session_id": self.session.pk,
            "uploaded_file_id": self.upload.pk,
            "collection_id": self.vault.pk,
            "image_id": self.image.pk,
            "filter_spec": "max-165x165",
            "document_id": self.document.pk,
            "doc_id": self.document.pk,
            "document_filename": self.document.filename,
            "redirect_id": self.redirect.pk,
            "restriction_id": self.document_restriction.pk,
            "page_view_restriction_id": self.restriction.pk,
            "slug": self.help.slug,
            "public_page": "quienes-somos/de-otra-persona",
            "rest": "done/",
            "language": "es",
            "name": "eventos.json",
            "chapter": "mision",
            "point_id": self.point.pk,
            "uidb64": "MQ",
            "token": "x",
        }
