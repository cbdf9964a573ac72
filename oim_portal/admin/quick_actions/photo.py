"""View that replaces a photo together with its alternative texts, wherever it is used."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView
from modelcluster.models import get_all_child_relations
from modeltranslation.utils import build_localized_fieldname, get_translation_fields
from wagtail.fields import StreamField
from wagtail.images.forms import formfield_for_dbfield, get_image_base_form
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from oim_portal.admin.page_view import StaffView
from oim_portal.media import renditions
from oim_portal.media.alt_text import validate_alt_text
from oim_portal.media.forms import CONFIRMATION, PictureFormField, links_to
from oim_portal.media.models import PortalImage, Rendition
from oim_portal.media.models.image import Consent
from oim_portal.publishing.publish import publish_as_read
from oim_portal.trash.usage import is_referred_to
from pages.languages import language_names
from pages.models import BasePage
from pages.models.picture import PictureMixin

# Submit buttons of the form: the consent that each sends, and its label.
CONSENTS = {
    Consent.YES: gettext_lazy("Replace: consent is on file"),
    Consent.NOBODY: gettext_lazy("Replace: nobody can be recognized"),
}


class PhotoForm(get_image_base_form()):
    """Form of a file, its text in each language, and the consent sent by the clicked button.

    The button also replaces the tick that the library's form asks for: this view says where the
    photo is used.
    """

    class Meta:
        model = PortalImage
        fields = ["file", *get_translation_fields("description"), "consent", "collection"]
        formfield_callback = formfield_for_dbfield
        widgets = {"consent": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("collection", CONFIRMATION):
            self.fields.pop(name, None)
        self.initial.pop("file", None)  # so that a new file is required
        self.fields["file"] = PictureFormField(label=_("New photo"), widget=forms.FileInput)
        for code, language in language_names().items():
            name = build_localized_fieldname("description", code)
            now = self.initial.pop(name, "")
            for_whom = _("For people who cannot see it.")
            so_far = _("Until now: “%s”") % now  # makemessages sees nothing within an f-string
            self.fields[name] = forms.CharField(
                label=_("What it shows: %s") % language,
                help_text=f"{for_whom} {so_far}" if now else for_whom,
                max_length=255,
                validators=[validate_alt_text],
                widget=forms.TextInput(attrs={"lang": code, "spellcheck": "true"}),
            )

    def clean_consent(self) -> str:
        """Accept only a consent that a button sends, not the lack of one."""
        consent = self.cleaned_data["consent"]
        if consent not in CONSENTS:
            raise ValidationError(_("Without consent a photo is not used."))
        return consent

    def texts(self) -> dict[str, str]:
        """Return the new texts by language."""
        return {
            code: self.cleaned_data[build_localized_fieldname("description", code)]
            for code, _name in settings.LANGUAGES
        }


def photos_in_use(user) -> QuerySet[PortalImage]:
    """Return the pictures in use that a user may replace, newest first.

    Each has its small rendition in `small`, a list of one or none.
    """
    mine = policy_registry.get_by_type(PortalImage).instances_user_has_permission_for(
        user, "change"
    )
    small = Rendition.objects.filter(filter_spec=renditions.FIRST)
    shown = mine.filter(is_referred_to()).order_by("-created_at", "-pk")
    return shown.prefetch_related(Prefetch("renditions", queryset=small, to_attr="small"))


class ReplacePhoto(StaffView, FormView):
    """Form view that lists where a photo is used, and replaces its file and texts in all places.

    A script submits the form without leaving the page, so that an error costs neither the file nor
    a word; without JavaScript it is an ordinary form.
    """

    form_class = PhotoForm
    page_title = gettext_lazy("Replace a photo and its text")
    header_icon = "image"
    template_name = "quick_actions/photo.html"

    def setup(self, request: HttpRequest, image_id: int) -> None:
        super().setup(request, image_id=image_id)
        self.picture = get_object_or_404(PortalImage, pk=image_id)

    def is_allowed(self) -> bool:
        policy = policy_registry.get_by_type(PortalImage)
        return policy.user_has_permission_for_instance(self.request.user, "change", self.picture)

    def get_page_subtitle(self) -> str:
        return self.picture.title

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"instance": self.picture, "user": self.request.user}

    @cached_property
    def places(self) -> list:
        return [place for place, _references in self.picture.get_usage()]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            picture=self.picture,
            small=self.picture.renditions.filter(filter_spec=renditions.FIRST).first(),
            number=len(self.places),
            places=links_to(self.places, self.request.user),
            may_publish=policy_registry.get_by_type(BasePage).user_has_permission(
                self.request.user, "publish"
            ),
            consents=CONSENTS.items(),
            **kwargs,
        )

    def form_valid(self, form: PhotoForm) -> HttpResponse:
        user, reason = self.request.user, str(_("A photo was replaced, with its text."))
        came = defaultdict(list)
        with transaction.atomic():
            for place in self.places:
                if isinstance(place, BasePage):
                    page = place.specific
                    came[publish_alt_texts(page, self.picture, form.texts(), user, reason)].append(
                        page
                    )
            log(instance=self.picture, action="wagtail.edit", user=user)
            form.instance.focal_point_x = None  # of the old photo, as is what its consent is for
            form.instance.consent_until = None
            form.instance.consent_for = form.instance.consent_reference = ""
            form.save()  # last: it removes the old file
        outcome = {name: links_to(pages, user) for name, pages in came.items()}
        return self.render_to_response(self.get_context_data(done=True, outcome=outcome))


def set_alt_texts(page: BasePage, picture: PortalImage, texts: dict[str, str]) -> bool:
    """Set the texts, by language, where a page shows a picture; return whether any differed.

    A decorative picture stays without text. The page is not saved.
    """
    changed = False
    for place, attribute, language in places_on(page, picture):
        if getattr(place, attribute) != texts[language]:
            setattr(place, attribute, texts[language])
            changed = True
    return changed


def places_on(page: BasePage, picture: PortalImage) -> Iterator[tuple[object, str, str]]:
    """Yield the places of a picture's alternative text: object, attribute, language."""
    relations = get_all_child_relations(type(page))
    rows = [relation for relation in relations if issubclass(relation.related_model, PictureMixin)]
    lists = (getattr(page, each.get_accessor_name()).get_object_list() for each in rows)
    own = [part for part in [page, *chain(*lists)] if isinstance(part, PictureMixin)]
    for language, _name in settings.LANGUAGES:
        for part in own:
            if part.image_id == picture.pk and not part.image_decorative:
                yield part, build_localized_fieldname("image_alt", language), language
        for field in streams(type(page), language):
            for block in getattr(page, field):
                shown = block.value["image"] if block.block_type == "picture" else None
                if shown and shown.pk == picture.pk and not shown.decorative:
                    yield shown, "contextual_alt_text", language


def streams(model: type[models.Model], language: str) -> list[str]:
    """Return the names of a page type's stream fields in one language."""
    ending = f"_{language}"
    fields = (field for field in model._meta.get_fields() if isinstance(field, StreamField))
    return [field.name for field in fields if field.name.endswith(ending)]


def publish_alt_texts(
    page: BasePage, picture: PortalImage, texts: dict[str, str], user, reason: str
) -> str:
    """Set a picture's texts in a page, and return the outcome.

    'published' if the user may publish, with the reason in the page's history, since nobody else
    has read it; 'submitted' for review otherwise; 'same' if the page needs no other text; 'left' if
    a draft or a lock prevents it, which is not for this view to publish or change.
    """
    rights = page.permissions_for_user(user)
    if not page.live:
        return "left"
    if not set_alt_texts(page, picture, texts):
        return "same"
    if page.has_unpublished_changes or page.get_lock() or not rights.can_edit():
        return "left"
    if rights.can_publish():
        publish_as_read(page, page.save_revision(user=user, log_action=True), user, reason)
        return "published"
    page.save_revision(user=user, log_action=True)
    workflow = page.get_workflow()
    if workflow:
        workflow.start(page, user)
    return "submitted"
