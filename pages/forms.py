"""Forms of the admin that belong to every page type."""

from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm


class PortalPageForm(WagtailAdminPageForm):
    """The edit form of every page type: whoever sends it has seen the text that it holds."""

    def save(self, commit=True):
        page = super().save(commit)
        page.shown_by_form = True
        return page


class PageCopyForm(CopyForm):
    """Wagtail's own without the offers to publish the copies and to make aliases.

    A copy is a draft, which somebody publishes like any other page (`BasePage.save`).
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
