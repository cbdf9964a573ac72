"""Edit form of activities."""

from pages.models.picture import PicturePageForm


class ActivityForm(PicturePageForm):
    """A draft may lack what only publication needs, such as the day."""

    def clean(self) -> dict:
        self.instance.may_lack_facts = self.is_deferred_validation
        return super().clean()
