"""Last public URL path of an unpublished page."""

from django.db import models

from ..models import BasePage


class WithdrawnAddress(models.Model):
    """URL path of a page when it was unpublished, redirected once the page is public again.

    Only public paths get a redirect, since the slugs of drafts are confidential. A table of its
    own, since publishing rewrites a page's columns from the revision.
    """

    page = models.OneToOneField(
        BasePage, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    url_path = models.TextField()

    def __str__(self) -> str:
        return self.url_path
