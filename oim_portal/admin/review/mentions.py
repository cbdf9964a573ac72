"""Mail to colleagues: those whom a comment names with '@', and substitute readers.

Comments that name somebody also stand on the dashboard.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _, override
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.admin.ui.components import Component
from wagtail.models import Comment, CommentReply, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail.signals import task_rejected, task_submitted

from oim_portal.accounts.models import User
from oim_portal.publishing.models import current
from pages.models import BasePage

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


@receiver(pre_save, sender=Comment, dispatch_uid="mention in comment")
@receiver(pre_save, sender=CommentReply, dispatch_uid="mention in reply")
def mail_mention(sender, instance, raw: bool, **kwargs) -> None:
    """Mail a comment or reply to those whom it names, and who were not named before it changed."""
    if raw or "@" not in instance.text:
        return
    before = sender._base_manager.filter(pk=instance.pk).values_list("text", flat=True).first()
    comment = instance.comment if sender is CommentReply else instance
    tell(comment.page.specific, instance.user, instance.text, [before or ""])


@receiver(task_rejected, dispatch_uid="mention in a request of changes")
def mail_mention_in_request(sender, instance: TaskState, **kwargs) -> None:
    """Mail a request of changes to those whom it names.

    Its comments on passages have been mailed already, so they stand in `told`.
    """
    page, user = instance.revision.content_object, instance.finished_by
    own = Comment.objects.filter(page=page.pk, user=user, revision_created=instance.revision)
    tell(page, user, instance.comment, own.values_list("text", flat=True))


def tell(page: BasePage, user: User | None, text: str, told: Iterable[str]) -> None:
    """Mail a text to those whom it names and who may edit the page, unless one told before did."""
    people = named(text, User.objects.filter(is_active=True).exclude(pk=user and user.pk))
    for person in people:
        if page.permissions_for_user(person).can_edit() and not any(
            is_named(person, each) for each in told
        ):
            send_mention(person, user, text, page)


def send_mention(person: User, user: User | None, text: str, page: BasePage) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    title = page.get_admin_display_title()
    context = {"text": text, "title": title, "url": f"{settings.PORTAL_URL}{url}"}
    with override(person.language):
        subject = _("%(who)s asks you about “%(title)s”") % {"who": user, "title": title}
        body = render_to_string("review/mention.txt", context)
    EmailMessage(" ".join(subject.split()), body, to=[person.email]).send()


def open_mentions(user: User) -> list[tuple]:
    """Return the open comments and requests of changes that name a user, newest first.

    Each is the moment, the page, the author and the text. A comment counts if a reply to it names
    the user.
    """
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    found = Comment.objects.filter(resolved_at=None, page__in=mine.values("pk"))
    found = found.filter(Q(text__contains="@") | Q(replies__text__contains="@")).distinct()
    mentions = [
        (thread.created_at, thread.page.specific_deferred, thread.user, thread.text)
        for thread in found.select_related("user", "page").prefetch_related("replies")
        if any(
            each.user_id != user.pk and is_named(user, each.text)
            for each in (thread, *thread.replies.all())
        )
    ]
    returned = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    requests = TaskState.objects.filter(pk__in=returned.values("current_task_state"))
    for state in requests.filter(comment__contains="@").select_related("finished_by"):
        page = state.revision.content_object
        if is_named(user, state.comment) and page.permissions_for_user(user).can_edit():
            mentions.append((state.finished_at, page, state.finished_by, state.comment))
    return sorted(mentions, key=lambda mention: mention[0], reverse=True)


class MentionsPanel(Component):
    """Panel of the dashboard: the comments that name the user."""

    name = "mentions"
    template_name = "review/mentions.html"
    order = 120

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        mentions = open_mentions(parent_context["request"].user)[:SHOWN]
        return super().get_context_data(parent_context) | {"mentions": mentions}


class SubstitutesNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail to reviewers, for those who read in the place of one."""

    def get_recipient_users(self, task_state: TaskState, **kwargs):
        groups = task_state.task.specific.groups.all()
        substitutes = current(groups).values("substitute")
        author = kwargs.get("user")
        found = User.objects.filter(pk__in=substitutes).exclude(groups__in=groups)
        return set(found.exclude(pk=author.pk) if author else found)


@receiver(task_submitted, dispatch_uid="mail to substitute readers")
def notify_substitutes(sender, **kwargs) -> None:
    SubstitutesNotifier()(**kwargs)
