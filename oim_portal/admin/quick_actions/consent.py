"""View that withdraws the consent to a picture, after it has said what will happen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView

from oim_portal.accounts.models import SignedInRequest
from oim_portal.admin.page_view import StaffView
from oim_portal.media import renditions
from oim_portal.media.models import PortalImage
from oim_portal.publishing.consent import pages_with, withdraw
from oim_portal.trash.policies import IMAGES
from oim_portal.trash.usage import Place, places_of, referrers
from pages.models import BasePage


class WithdrawConsent(StaffView, TemplateView):
    """Confirmation, for all who may change the picture, in the bin too: it is asked for in danger.

    It lists the pages that use the picture, also in their drafts and earlier versions.
    """

    page_title = gettext_lazy("Withdraw the consent")
    header_icon = "image"
    template_name = "quick_actions/consent.html"

    def dispatch(
        self, request: SignedInRequest, *args, image_id: int, **kwargs
    ) -> HttpResponseBase:
        self.picture = PortalImage.objects.filter(pk=image_id).first()
        if self.picture is None:
            return self.tell_gone()
        if not IMAGES.instances_wherever(request.user, ["change"]).filter(pk=image_id).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def tell_gone(self) -> HttpResponse:
        messages.info(self.request, _("This picture is gone already."))
        return redirect("wagtailimages:index")

    def post(self, request: SignedInRequest, **kwargs) -> HttpResponse:
        try:
            withdraw(self.picture, request.user)
        except PortalImage.DoesNotExist:  # somebody else was faster
            return self.tell_gone()
        messages.success(
            request,
            _("The consent is withdrawn: the picture is gone, with its files. It was “%s”.")
            % self.picture.title,
        )
        return redirect("wagtailimages:index")

    def get_page_subtitle(self) -> str:
        return self.picture.title

    def places(self) -> list[Place]:
        """Return the pages, and the settings and snippets that Wagtail's index has."""
        pages = [page.specific for page in pages_with(self.picture)]
        others = [each for each in referrers(self.picture) if not isinstance(each, BasePage)]
        return places_of([*pages, *others], self.request.user)

    def copies(self) -> list[Place]:
        """Return the pictures with the same file, in the bin too: each has a consent of its own."""
        same = PortalImage.objects.filter(file_hash=self.picture.file_hash).exclude(file_hash="")
        return places_of(same.exclude(pk=self.picture.pk), self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        small = self.picture.renditions.filter(filter_spec=renditions.FIRST).first()
        return super().get_context_data(
            picture=self.picture,
            small=small,
            places=self.places(),
            copies=self.copies(),
            **kwargs,
        )
