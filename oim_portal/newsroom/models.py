"""The step of the workflow in which somebody else reads what was written."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from .approval import SHOWS_NEWER_DRAFT
from .authorship import wrote


class FourEyesTask(AbstractGroupApprovalTask):
    """Members of the groups approve what others wrote, never what they wrote themselves.

    That holds for everybody, administrators of the server included; whoever has to publish alone
    says why (`oim_portal.newsroom.urgent`).
    """

    def get_actions(self, obj, user):
        """Return what somebody may do; approve only what others wrote, and what the editor shows.

        The editor shows the newest draft, which approving does not publish (`approval`).
        """
        actions = super().get_actions(obj, user)
        if actions and (wrote(obj, user) or getattr(obj, SHOWS_NEWER_DRAFT, False)):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        own = [
            state.pk
            for state in states.select_related("revision", "workflow_state")
            if wrote(state.revision.content_object, user)
        ]
        return states.exclude(pk__in=own)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Do what was asked and return where the person is told of it.

        The editor saves before it approves: whoever changed the text while approving it has
        written it, and the page stays where it is (`notices.tell_what_was_done`).
        """
        if action_name == "approve" and wrote(task_state.revision.content_object, user):
            return None
        super().on_action(task_state, user, action_name, **kwargs)
        return reverse("newsroom_reviewed", args=[task_state.pk])

    @classmethod
    def get_description(cls):
        return _("Members of the groups approve what others wrote, never their own text")

    class Meta:
        verbose_name = _("reading by somebody else")
        verbose_name_plural = _("readings by somebody else")
