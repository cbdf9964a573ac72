"""Comments that name a colleague with '@': they reach the person by mail and on the dashboard."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.ui.components import Component
from wagtail.models import Comment, CommentReply
from wagtail.permissions import page_permission_policy

from oim_portal.accounts.models import User

MOST = 200  # newest comments with '@' that are looked through
SHOWN = 5


def folded(text: str) -> str:
    """Return a text in lower case without accents: '@jose' names José."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def names_of(person: User) -> set[str]:
    """Return what may stand behind '@': the first name, the whole name, the address."""
    names = {person.first_name, person.get_full_name(), person.email, person.email.split("@")[0]}
    return {folded(name) for name in names if name}


def is_named(person: User, text: str) -> bool:
    """Return whether a comment names a person: '@Ana', '@Ana Paz', '@ana@example.org'."""
    said = folded(text)
    for name in names_of(person):
        start = said.find(f"@{name}")
        while start >= 0:
            after = said[start + len(name) + 1 :][:1]
            before = said[:start][-1:]
            if not after.isalnum() and not before.isalnum():
                return True
            start = said.find(f"@{name}", start + 1)
    return False


def named(text: str, people: Iterable[User]) -> list[User]:
    return [person for person in people if is_named(person, text)] if "@" in text else []


@receiver(post_save, sender=Comment, dispatch_uid="mention in comment")
@receiver(post_save, sender=CommentReply, dispatch_uid="mention in reply")
def mail_mention(sender, instance, created: bool, raw: bool, **kwargs) -> None:
    """Mail a new comment or reply to those whom it names and who may edit the page."""
    if raw or not created or "@" not in instance.text:
        return
    comment = instance.comment if sender is CommentReply else instance
    page = comment.page.specific
    people = User.objects.filter(is_active=True).exclude(pk=instance.user_id)
    for person in named(instance.text, people):
        if page.permissions_for_user(person).can_edit():
            send_mention(person, instance, page)


def send_mention(person: User, comment, page) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    title = page.get_admin_display_title()
    context = {"comment": comment, "title": title, "url": f"{settings.PORTAL_URL}{url}"}
    with override(person.language):
        subject = _("%(who)s asks you about “%(title)s”") % {"who": comment.user, "title": title}
        body = render_to_string("review/mention.txt", context)
    EmailMessage(" ".join(subject.split()), body, to=[person.email]).send()


def open_mentions(user: User) -> list[Comment]:
    """Return the unresolved comments that name a user, or have a reply that does, newest first."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    found = Comment.objects.filter(resolved_at=None, page__in=mine.values("pk"))
    found = found.select_related("user", "page").prefetch_related("replies")
    threads = found.order_by("-created_at")[:MOST]
    return [
        thread
        for thread in threads
        if any(
            each.user_id != user.pk and is_named(user, each.text)
            for each in (thread, *thread.replies.all())
        )
    ]


class MentionsPanel(Component):
    """Panel of the dashboard: the comments that name the user."""

    name = "mentions"
    template_name = "review/mentions.html"
    order = 120

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        comments = open_mentions(parent_context["request"].user)[:SHOWN]
        return super().get_context_data(parent_context) | {"comments": comments}
