"""The address at which readers last found a page that is off the site."""

from django.db import models

from ..models import BasePage


class WithdrawnAddress(models.Model):
    """Where a page stood when it was unpublished: there it leads on once it is public again.

    Only what was public gets a redirect: a draft's names are nobody's business. A table of its
    own, since publishing rewrites a page's columns from the revision.
    """

    page = models.OneToOneField(
        BasePage, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    url_path = models.TextField()

    def __str__(self) -> str:
        return self.url_path
