"""Items of the form's action menu: the way to the desk, and buttons that give a reason."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem


class ReadAndDecide(ActionMenuItem):
    """Link to the reading desk, in place of Wagtail's buttons 'approve' and 'request changes'."""

    name = "read-and-decide"
    label = _("Read and decide")
    icon_name = "view"

    def get_url(self, parent_context) -> str:
        return reverse("review_read", args=[parent_context["page"].pk])


class FinishingButtons(ActionMenuItem):
    """The first item of the form's action menu, followed by those that finish the work.

    That is the item that submits, or a button for each reason to publish one's own text. The first
    item stays first: it is the button that Enter in a field activates.
    """

    name = "action-finish"
    template_name = "review/reason_buttons.html"

    def __init__(
        self, first: ActionMenuItem, submit: ActionMenuItem | None = None, corrects: bool = True
    ):
        super().__init__(order=first.order)
        self.first, self.submit, self.corrects = first, submit, corrects

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "first": self.first.render_html(parent_context),
            "corrects": self.corrects,
            "submit": self.submit and self.submit.render_html(parent_context),
        }
