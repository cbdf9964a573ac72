"""Buttons that publish what somebody wrote themselves and say why: one press does both."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem

from oim_portal.publishing.publish import REASONS


@dataclass(frozen=True)
class ReasonButton:
    """What a button sends, and what it says now and while a date to come is set."""

    value: str
    label: str
    label_with_date: str


class PublishBecause(ActionMenuItem):
    """The first item of a form's menu with a button for each reason beside it.

    What stood first goes on to stand first: it is what Enter in a field presses.
    """

    name = "action-publish-because"
    template_name = "review/reason_buttons.html"

    def __init__(self, first: ActionMenuItem):
        super().__init__(order=first.order)
        self.first = first

    def get_context_data(self, parent_context):
        labels = {
            "corrects-an-error": (
                _("Publish: it corrects an error"),
                _("Schedule: it corrects an error"),
            ),
            "is-urgent": (_("Publish: it is urgent"), _("Schedule: it is urgent")),
        }
        return super().get_context_data(parent_context) | {
            "first": self.first.render_html(parent_context),
            "buttons": [ReasonButton(value, *labels[value]) for value in REASONS],
        }
