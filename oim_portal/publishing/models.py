"""The register of read texts, the workflow task in which a second person reads, substitutes."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from pages.models import BasePage

from .approval import (
    SHOWS_NEWER_DRAFT,
    ReviewLock,
    approved_revision,
    has_written,
    may_approve,
    record_comment,
    recorded_comment,
    unschedule,
)
from .digest import digest_of
from .draft_links import DraftLink


class Absence(models.Model):
    """Days in which a substitute may approve what the absent person may approve."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who is away"),
        help_text=_("Whoever otherwise reads and approves what others wrote."),
        on_delete=models.CASCADE,
        related_name="+",
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who reads in their place"),
        help_text=_("May approve and return what others wrote, never their own text."),
        on_delete=models.CASCADE,
        related_name="+",
    )
    starts_on = models.DateField(
        _("first day"), help_text=_("From this day on the substitute may approve.")
    )
    ends_on = models.DateField(
        _("last day"), help_text=_("The substitute may approve until it ends.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("substitute reader")
        verbose_name_plural = _("substitute readers")
        ordering = ["-ends_on", "pk"]

    def __str__(self) -> str:
        return f"{self.substitute} ← {self.absent}"

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first.")})
        if self.absent_id and self.absent_id == self.substitute_id:
            raise ValidationError({"substitute": _("Choose somebody else.")})


def current(groups: QuerySet) -> QuerySet[Absence]:
    """Return the absences of today of active members of groups."""
    today = timezone.localdate()
    found = Absence.objects.filter(starts_on__lte=today, ends_on__gte=today)
    return found.filter(
        absent__groups__in=groups, absent__is_active=True, substitute__is_active=True
    )


__all__ = ["Absence", "DraftLink", "FourEyesTask", "ReadText"]


class ReadText(models.Model):
    """Record of a page's text that a person has read, or that has a reason (`register`)."""

    class Kind(models.TextChoices):
        READ = "read", _("read")
        CORRECTION = "correction", _("corrected while reading")
        URGENT = "urgent", _("without a second reader")
        SYSTEM = "system", _("by the portal itself")
        PUBLIC = "public", _("was public already")

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=70)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=300, blank=True)
    written_by = models.CharField(max_length=300, blank=True)
    suffices = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("read text")
        verbose_name_plural = _("read texts")
        indexes = [models.Index(fields=["page", "digest"], name="read_texts_by_digest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.page_id}"

    @property
    def why(self) -> str:
        """The reason: translated where the portal gave it, else as the person wrote it."""
        return (
            gettext(self.reason) if self.reason and self.kind == self.Kind.SYSTEM else self.reason
        )


class FourEyesTask(AbstractGroupApprovalTask):
    """Workflow task: members of the groups approve what others wrote, never their own text.

    This holds for every user, superusers included; a person who has to publish alone gives a reason
    (`admin.review.reading.ReadingView`).
    """

    groups = models.ManyToManyField(
        "auth.Group",
        verbose_name=AbstractGroupApprovalTask._meta.get_field("groups").verbose_name,
        help_text=_(
            "Who reads in this step. In the step 'Revisión' that is a matter of the roles: a change"
            " lasts until the next update of the portal. For other readers, make a step of"
            " another name and put it into the workflow."
        ),
    )

    lock_class = ReviewLock

    #: The page of the submitted form, which showed its text (`BasePage.current_workflow_task`).
    shown_page = None
    #: Whether the caller has shown the text, and recorded that it was read.
    is_shown = False

    def get_actions(self, obj, user):
        """Return a user's actions: 'approve' only for a text they see that needs no other reader.

        The editor shows the newest draft, which approving does not publish (`approval`).
        """
        actions = super().get_actions(obj, user)
        if not actions and self.is_substitute(user):
            actions = [("reject", gettext("Request changes"), True)]
            if not has_written(obj, user):
                actions += [("approve", gettext("Approve"), False)]
        state = obj.current_workflow_task_state
        if actions and (getattr(obj, SHOWS_NEWER_DRAFT, False) or not may_approve(state, user)):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def lets_approve(self, page, user) -> bool:
        return "approve" in {name for name, _label, _modal in self.get_actions(page, user)}

    def is_substitute(self, user) -> bool:
        """Return whether a user reads today in the place of somebody of the groups."""
        return current(self.groups.all()).filter(substitute=user.pk).exists()

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if self.is_substitute(user):
            states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        own = [
            state.pk
            for state in states.select_related("revision", "workflow_state")
            if not self.lets_approve(state.revision.content_object, user)
        ]
        return states.exclude(pk__in=own)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Perform an action and return the URL where its outcome is shown.

        A form shows the text that it approves, and so does whoever sets `is_shown`; from a list, a
        text is approved only if it has been read as it would be published. Otherwise the state
        stays, and the URL is that of the view that shows the text. A comment is stored in the
        history until the text is approved there. What somebody has decided already stays so, and a
        text that is returned is no longer published at its hour.
        """
        from .register import NotRead, is_known, locked_page, mark_read

        page = task_state.revision.content_object
        desk = reverse("review_read", args=[page.pk])
        if action_name == "approve":
            if not self.lets_approve(page, user):
                raise PermissionDenied  # the URL of the action may name another page
            kwargs["comment"] = kwargs.get("comment") or recorded_comment(task_state, user)
        try:
            with transaction.atomic():
                page = locked_page(page)
                task_state.refresh_from_db(fields=["status"])
                if task_state.status != TaskState.STATUS_IN_PROGRESS:
                    return desk
                is_unseen = action_name == "approve" and not self.is_shown
                if is_unseen and self.shown_page:
                    mark_read(page, digest_of(self.shown_page), user)
                elif is_unseen and not is_known(page, approved_revision(task_state)):
                    raise NotRead(page)
                super().on_action(task_state, user, action_name, **kwargs)
                if action_name == "reject":
                    unschedule(page, task_state, user)
        except NotRead:
            record_comment(task_state, user, kwargs.get("comment", ""))
            return desk
        return reverse("review_reviewed", args=[task_state.pk])

    @classmethod
    def get_description(cls):
        return _("Members of the groups approve what others wrote, never their own text")

    class Meta:
        verbose_name = _("reading by somebody else")
        verbose_name_plural = _("readings by somebody else")
