"""Edit form of activities: what only a public activity needs is not asked of a draft."""

from django.utils.translation import gettext as _

from pages.models.picture import PicturePageForm


class ActivityForm(PicturePageForm):
    """A draft may lack what only publication needs, such as the day, or contradict itself."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Django says 'Enter a valid URL' in the place of what the model says of `http://`.
        self.fields["link"].error_messages["invalid"] = _("Write a link with https://.")

    def clean(self) -> dict:
        self.instance.may_be_unfinished = self.is_deferred_validation
        return super().clean()
