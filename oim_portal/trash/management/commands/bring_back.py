"""`bring_back`: bring back one page or picture of a backup, and leave all else as it is."""

import json
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, models, transaction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Collection, ModelLogEntry

from oim_portal.media.models import PortalImage
from oim_portal.operations.backup import databases
from oim_portal.operations.backup.errors import BackupError
from oim_portal.operations.backup.restoring import Restored, bring_up_to_date, restore_beside
from oim_portal.publishing.consent import WITHDRAWN, stored_content
from oim_portal.publishing.pictures import without
from oim_portal.trash.tree import is_in_trash, outside_trash
from pages.models import BasePage


class Command(BaseCommand):
    help = (
        "Restore a backup beside the portal, and bring back one page of it, as a draft with its"
        " words in all languages, or one picture with its file, title and rights. Bring the"
        " pictures of a page back first: they keep their numbers. Nothing becomes public; a"
        " picture whose consent was withdrawn, or has ended, stays away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--page", help="the last part of its address in the backup")
        what.add_argument("--picture", help="its number or its title in the backup")

    def handle(self, *args, folder: Path, page: str, picture: str, **options) -> None:
        try:
            restored = restore_beside(folder.resolve())
            try:
                bring_up_to_date(restored.database)
                told = bring_page(restored, page) if page else bring_picture(restored, picture)
            finally:
                restored.discard()
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(told)


def only(found: list[Any], asked: str) -> Any:
    if len(found) != 1:
        listed = ", ".join(f"{each.pk} ({each})" for each in found) or "nothing"
        raise CommandError(f"One is needed, and {asked} is {listed} in the backup.")
    return found[0]


def bring_page(restored: Restored, slug: str) -> str:
    with databases.connected_to(restored.database):
        page = only(list(outside_trash(BasePage.objects.filter(slug=slug)).specific()), slug)
        model, above = type(page), page.get_parent().pk
        newest = None if page.live else page.latest_revision
        content = newest.content if newest else stored_content(page)
    known = set(PortalImage.objects.filter(deleted_at=None).values_list("pk", flat=True))
    content = without(model, content, lambda pk: pk not in known)
    with transaction.atomic():
        now = BasePage.objects.filter(pk=page.pk).specific().first()
        if now and is_in_trash(now):
            raise CommandError(f"“{now.title}” is in the bin: restore it there, whole.")
        draft = now.with_content_json(content) if now else add_draft(model, content, above)
        draft.go_live_at = None
        draft.save_revision(log_action=True)
    return f"“{draft.title}” is a draft as it was in the backup: /admin/pages/{draft.pk}/edit/"


def add_draft(model: Any, content: dict[str, Any], above: int) -> BasePage:
    parent = outside_trash(BasePage.objects.filter(pk=above)).specific().first()
    if parent is None:
        raise CommandError("The page above it is gone: bring that one back first.")
    # Page and rows get numbers of their own; the words of streams are text, and stay.
    anew = json.loads(
        json.dumps(content), object_hook=lambda e: e | {"pk": None} if "pk" in e else e
    )
    draft = model.from_serializable_data(anew, check_fks=True, strict_fks=False)
    for name in ("latest_revision", "live_revision", "alias_of", "first_published_at", "path"):
        setattr(draft, name, None)
    draft.live, draft.locked, draft.has_unpublished_changes = False, False, True
    draft.slug = find_available_slug(parent, draft.slug)
    return parent.add_child(instance=draft)


def bring_picture(restored: Restored, asked: str) -> str:
    named = models.Q(pk=asked) if asked.isdecimal() else models.Q(title__iexact=asked)
    with databases.connected_to(restored.database):
        image = only(list(PortalImage._base_manager.filter(named)), asked)
        tags = list(image.tags.names())
        has_ended = PortalImage.objects.ended().filter(pk=image.pk).exists()
    logs = ModelLogEntry.objects.for_instance(image)
    if has_ended or logs.filter(action=WITHDRAWN).exists():
        raise CommandError("The consent was withdrawn, or has ended: the picture stays away.")
    if PortalImage._base_manager.filter(pk=image.pk).exists():
        raise CommandError("The picture is in the library, or in the bin: restore it there.")
    collections = Collection.objects.filter(pk=image.collection_id)
    image.collection = collections.first() or Collection.get_first_root_node()
    image.uploaded_by_user = image.deleted_by = image.deleted_at = None
    image._state.adding = True
    with (restored.media / image.file.name).open("rb") as file, transaction.atomic():
        image.file = File(file, name=Path(image.file.name).name)
        image.save()
        image.tags.set(tags)
        log(instance=image, action="wagtail.create")
    return f"“{image.title}” is in the library again: /admin/images/{image.pk}/"
