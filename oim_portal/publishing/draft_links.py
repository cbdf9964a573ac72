"""Links that show a draft without an account, for headquarters: with an end, revocable, logged."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from pages.models import BasePage

#: Log actions: a link is made, and revoked. Openings are counted in its row.
SHARED, REVOKED = "publishing.share_draft", "publishing.revoke_draft_link"
SIGNER = Signer(salt="draft link")


class DraftLink(models.Model):
    """A link to the newest draft of a page. Its signed key stands in no table."""

    page = models.ForeignKey(BasePage, on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(_("for whom"), max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True)
    times_opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to a draft")
        verbose_name_plural = _("links to drafts")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.recipient

    @property
    def url(self) -> str:
        key = SIGNER.sign(str(self.pk))
        return f"{settings.PORTAL_URL}{reverse('shared_draft', args=[key])}"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.ends_at > timezone.now()

    def opened(self) -> None:
        DraftLink.objects.filter(pk=self.pk).update(
            times_opened=F("times_opened") + 1, last_opened_at=timezone.now()
        )

    def revoke(self, user) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
        log(instance=self.page, action=REVOKED, user=user, data={"recipient": self.recipient})


def find_open(key: str) -> DraftLink | None:
    """Return the link of a signed key, unless it has ended or is forged."""
    try:
        number = SIGNER.unsign(key)
    except BadSignature:
        return None
    link = DraftLink.objects.select_related("page").filter(pk=number).first()
    return link if link and link.is_open else None
