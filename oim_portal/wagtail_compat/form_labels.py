"""Labels of Wagtail's forms that are in English whatever the language.

These fields have no label in Wagtail's code, so that Django makes an English one of their names,
which no catalogue can translate. The forms are named in Wagtail's own views, hence this module.
tests/test_admin_in_spanish.py fails when Wagtail labels them itself.
"""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import TaskChooserSearchForm, WorkflowPageForm
from wagtail.contrib.redirects.forms import ConfirmImportForm

from .registry import replace

FORMS = (
    AnchorLinkChooserForm,
    ConfirmImportForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
    WorkflowPageForm,
)
LABELS = {
    "link_text": _("Text of the link"),
    "email_address": _("E-mail address"),
    "subject": _("Subject of the mail"),
    "body": _("Text of the mail"),
    "phone_number": _("Telephone number"),
    "page": _("Page"),
    "permanent": _("Permanent"),
}


def label_forms() -> None:
    """Give each field of these forms that has no label one that is translated."""
    for form in FORMS:
        for name, field in form.base_fields.items():
            if field.label is None and not field.widget.is_hidden:
                field.label = LABELS[name]
    replace(TaskChooserSearchForm, "__init__", with_label(TaskChooserSearchForm.__init__))


def with_label(init: Callable[..., None]) -> Callable[..., None]:
    """Wrap the initialiser of this form, which makes its field for the type of a task."""

    def label_task_type(self: TaskChooserSearchForm, *args, **kwargs) -> None:
        init(self, *args, **kwargs)
        if "task_type" in self.fields:
            self.fields["task_type"].label = _("Type of task")

    return label_task_type
