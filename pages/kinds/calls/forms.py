"""Edit form of calls: what only a public call needs is not asked of a draft."""

from pages.forms import PortalPageForm


class CallPageForm(PortalPageForm):
    """Tells its call whether a draft is saved, for which `CallPage.clean` refuses nothing."""

    def clean(self) -> dict:
        self.instance.may_be_unfinished = self.is_deferred_validation
        return super().clean()
