"""Buttons that publish one's own text with a reason, in one click."""

from wagtail.admin.action_menu import ActionMenuItem


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
        first = self.first.render_html(parent_context)
        return super().get_context_data(parent_context) | {"first": first}
