"""Schedule dialog of pages, with native date inputs in Ecuador's time.

Wagtail's dialog has a calendar that covers its button, forgets a time when it is closed with
Escape, names no time zone, and only saves the dates, which take effect at the next 'Publish'. Here
the inputs are the browser's, closing the dialog preserves the dates, and a button schedules at
once. static/pages/schedule.js labels the publish button 'schedule' while a date is set.
"""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel


class BrowserDateTimeInput(forms.DateTimeInput):
    """Native date and time input, in the language of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class BrowserDateInput(forms.DateInput):
    """Native date input: Wagtail's calendar turns an unreadable date into today."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class BrowserTimeInput(forms.TimeInput):
    """Native time input."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


def schedule_panel(*, with_end: bool = True) -> PublishingPanel:
    """Return the dialog in which staff set when a page is published and when it expires.

    `with_end` is false for page types that have the end among their own panels.
    """
    start = FieldPanel(
        "go_live_at",
        heading=_("Publish on"),
        widget=BrowserDateTimeInput(attrs={"data-schedule": "go-live"}),
        help_text=_("In Ecuador's time (UTC−5). Empty, the page is public once it is published."),
    )
    end = end_panel(
        _("Withdraw on"),
        _("In Ecuador's time (UTC−5). From then on nobody sees the page. Empty, never."),
    )
    return SchedulePanel(children=[start, end] if with_end else [start])


def end_panel(heading: object, help_text: object) -> FieldPanel:
    """Return the panel of the moment at which a page expires."""
    widget = BrowserDateTimeInput(attrs={"data-schedule": "expire"})
    return FieldPanel("expire_at", heading=heading, widget=widget, help_text=help_text)


class SchedulePanel(PublishingPanel):
    """Wagtail's panel with the template of this dialog."""

    class BoundPanel(PublishingPanel.BoundPanel):
        template_name = "pages/admin/schedule_dialog.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page, user = self.instance, self.request.user
            if page.pk:
                may_publish = page.permissions_for_user(user).can_publish()
            else:
                parent = self.form.parent_page
                may_publish = parent.permissions_for_user(user).can_publish_subpage()
            return context | {"may_publish": may_publish}
