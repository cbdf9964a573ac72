"""Links that show a draft without an account, for headquarters: with an end, revocable, logged."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.signals import page_unpublished

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
        """Return whether the link shows the draft: for as long as its maker might still make it."""
        if self.revoked_at or self.ends_at <= timezone.now():
            return False
        maker = self.made_by
        may_share = (
            maker and maker.is_active and self.page.permissions_for_user(maker).can_publish()
        )
        return bool(may_share) and not self.page.get_view_restrictions().exists()

    def opened(self) -> None:
        DraftLink.objects.filter(pk=self.pk).update(
            times_opened=F("times_opened") + 1, last_opened_at=timezone.now()
        )

    def revoke(self, user) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
        log(instance=self.page, action=REVOKED, user=user, data={"recipient": self.recipient})


def unended(page: BasePage) -> models.QuerySet[DraftLink]:
    """Return the links to a page that have neither ended nor been revoked."""
    return DraftLink.objects.filter(page=page.pk, revoked_at=None, ends_at__gt=timezone.now())


@receiver(page_unpublished, dispatch_uid="links to the draft of a withdrawn page")
def close_links(instance: BasePage, **kwargs) -> None:
    """Close the links to a page that is withdrawn: whoever shows a later draft makes another."""
    unended(instance).update(revoked_at=timezone.now())


def find_open(key: str) -> DraftLink | None:
    """Return the link of a signed key, unless it is closed or forged."""
    try:
        number = SIGNER.unsign(key)
    except BadSignature:
        return None
    link = DraftLink.objects.select_related("page", "made_by").filter(pk=number).first()
    return link if link and link.is_open else None
