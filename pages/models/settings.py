"""Site settings: names, logo, social networks, footer, alert and neutral page."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from modeltranslation.fields import TranslationField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.models import Orderable

from ..hosts import HOST, hosts_in, validate_hosts
from ..internal_links import with_page_links
from ..panels import translated_row_panels
from ..permissions import SettingsPolicy
from ..scheduling import BrowserDateTimeInput

if TYPE_CHECKING:
    from oim_portal.media.models import PortalImage

# Where the way out of a sensitive page leads until staff choose: read everywhere in Ecuador, light,
# without a script, and the same for everybody.
NEUTRAL_PAGE = "https://es.wikipedia.org/"

EMBLEM_WIDTH, EMBLEM_ENDINGS = 600, (".png", ".webp")


def validate_neutral_page(url: str) -> None:
    """Refuse what is no page of another site over HTTPS: it would tell others, or not lead away."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise ValidationError(_("Write the whole address, beginning with https://."))
    if parts.hostname == urlsplit(settings.PORTAL_URL).hostname:
        raise ValidationError(_("Choose a page of another site: this one is the portal itself."))


def alert_panels() -> list[Panel]:
    """Return the panels of the alert, which has a view of its own: publishers put it up."""
    starts = FieldPanel(
        "alert_from",
        widget=BrowserDateTimeInput,
        help_text=_("In Ecuador's time. Empty, it is shown at once."),
    )
    ends = FieldPanel(
        "alert_until",
        widget=BrowserDateTimeInput,
        help_text=_("In Ecuador's time. Every alert has an end."),
    )
    return [*translated_row_panels("alert"), starts, ends]


@register_setting(icon="cog")
class PortalSettings(BaseSiteSetting, ClusterableModel):
    """Settings that staff edit for the whole site. Empty fields show nothing in public."""

    site_name = models.CharField(
        _("name of the site"),
        max_length=100,
        blank=True,
        help_text=_("Beside the logo, and after each page's title in the browser's tab."),
    )
    organisation = models.CharField(
        _("name of the organization"), max_length=150, blank=True, help_text=_("In the footer.")
    )
    logo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("In the header. Without one the name of the site stands alone."),
    )
    footer = RichTextField(_("text of the footer"), blank=True, features=["bold", "italic", "link"])
    alert = RichTextField(
        _("alert"),
        blank=True,
        features=["bold", "link"],
        help_text=_("A banner on top of every page, between its start and its end."),
    )
    alert_from = models.DateTimeField(_("alert starts"), null=True, blank=True)
    alert_until = models.DateTimeField(_("alert ends"), null=True, blank=True)
    neutral_page = models.URLField(
        _("neutral page"),
        blank=True,
        validators=[validate_neutral_page],
        help_text=_(
            "Where 'Leave this page' leads from pages with a sensitive subject: one that anybody"
            " might read, such as the weather, and that shows nothing of who reads it. Empty, it is"
            " Wikipedia in Spanish."
        ),
    )
    apply_hosts = models.TextField(
        _("hosts for applying"),
        blank=True,
        validators=[MaxLengthValidator(2_000), validate_hosts],
        help_text=_(
            "One on a line, as jobs.example.org: calls link for applying to these alone. A link to"
            " a host that is taken out is no longer shown. Empty, no call has a link."
        ),
    )

    #: Names of the datetime fields at which public pages change, as on a page type.
    changes_at = ("alert_from", "alert_until")
    # Fields that are empty for good reasons: the others are open points (`pages.open_points`).
    may_stay_empty = frozenset({"footer", "alert", "alert_from", "alert_until", "apply_hosts"})

    panels = [
        MultiFieldPanel(
            [
                *translated_row_panels("site_name", "organisation"),
                FieldPanel(
                    "logo",
                    help_text=_(
                        "The emblem, in the header: PNG or WebP, at least 600 pixels wide, without"
                        " a margin. Without one the name of the site stands alone."
                    ),
                ),
            ],
            heading=_("Names"),
        ),
        InlinePanel("networks", heading=_("Social networks"), label=_("Network")),
        MultiFieldPanel(
            translated_row_panels("footer", footer=_("At the foot of every page. One paragraph.")),
            heading=_("Footer"),
        ),
        MultiFieldPanel([FieldPanel("neutral_page")], heading=_("Way out of sensitive pages")),
        MultiFieldPanel([FieldPanel("apply_hosts")], heading=_("Links for applying")),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    @classmethod
    def get_permission_policy(cls) -> SettingsPolicy:
        return SettingsPolicy(cls)

    @cached_property
    def links(self) -> list["SocialNetwork"]:
        """The social networks of the office, read once for footer and metadata."""
        return list(self.networks.all()) if self.pk else []

    @property
    def hosts(self) -> list[str]:
        """The hosts to which links for applying may lead, without lines that are none."""
        return [host for host in hosts_in(self.apply_hosts) if HOST.fullmatch(host)]

    def save(self, *args, **kwargs):
        self.apply_hosts = "\n".join(hosts_in(self.apply_hosts))
        for field in self._meta.fields:
            if isinstance(field, RichTextField) and isinstance(field, TranslationField):
                setattr(self, field.name, with_page_links(getattr(self, field.name) or ""))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.alert_from and self.alert_until and self.alert_until <= self.alert_from:
            raise ValidationError({"alert_until": _("The alert must end after it starts.")})
        # Not one that was chosen before this rule: an alert cannot wait for a better picture.
        before = type(self).objects.filter(pk=self.pk).values_list("logo", flat=True).first()
        if self.logo and not self.emblem and self.logo_id != before:
            said = _("Choose a PNG or WebP file that is at least %(width)s pixels wide.")
            raise ValidationError({"logo": said % {"width": EMBLEM_WIDTH}})
        if self.logo_id != before:
            get_image_model().objects.filter(pk=self.logo_id).require_consent("logo")

    @property
    def emblem(self) -> "PortalImage | None":
        """The logo, if it is sharp and may be transparent; else the name of the site stands alone.

        The column may hold another one: what was chosen before this rule, or written past it.
        """
        logo = self.logo
        is_one = logo and logo.width >= EMBLEM_WIDTH and logo.file.name.endswith(EMBLEM_ENDINGS)
        return logo if is_one else None

    @property
    def way_out(self) -> str:
        """The URL to which readers leave a sensitive page."""
        return self.neutral_page or NEUTRAL_PAGE

    @property
    def alert_is_due(self) -> bool:
        """Return whether the alert is shown now: between its start and end, both optional."""
        now = timezone.now()
        return not (
            (self.alert_from and now < self.alert_from)
            or (self.alert_until and now >= self.alert_until)
        )


def allowed_hosts() -> list[str]:
    """Return the hosts for applying that the settings of the site list, without a request."""
    site_settings = PortalSettings.objects.filter(site__is_default_site=True).first()
    return site_settings.hosts if site_settings else []


class SocialNetwork(Orderable):
    """A link to the office's page on a social network."""

    settings = ParentalKey(PortalSettings, on_delete=models.CASCADE, related_name="networks")
    name = models.CharField(_("name of the network"), max_length=50)
    url = models.URLField(_("address"))

    panels = [
        FieldPanel("name", help_text=_("The text of the link in the footer: 'Facebook'.")),
        FieldPanel("url", help_text=_("The office's own page there, as the browser shows it.")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("social network")
        verbose_name_plural = _("social networks")

    def __str__(self) -> str:
        return self.name
