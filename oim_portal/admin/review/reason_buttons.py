"""Buttons that publish one's own text with a reason, in one click."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem

from oim_portal.publishing.publish import REASONS


@dataclass(frozen=True)
class ReasonButton:
    """The value that a button sends, and its labels without and with a future date."""

    value: str
    label: str
    label_with_date: str


class PublishBecause(ActionMenuItem):
    """The first item of the form's action menu, followed by a button for each reason.

    The first item stays first: it is the button that Enter in a field activates.
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
