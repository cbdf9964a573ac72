"""Edit form of publications, which asks for a summary when it is published, and not before."""

from pages.models.picture import PicturePageForm


class PublicationForm(PicturePageForm):
    def clean(self) -> dict:
        self.instance.may_lack_summary = self.is_deferred_validation
        return super().clean()
