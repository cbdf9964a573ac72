"""Mixin of pages whose facts staff check now and then, and that are public only until a date."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..forms import CheckedPageForm
from ..scheduling import BrowserDateInput, end_panel
from .page_type import PageTypeMixin

#: How long facts are valid after a check: at most, and as long as is suggested.
LONGEST, SUGGESTED = timedelta(days=366), timedelta(days=182)
#: How long before the end staff are asked to check again.
NOTICE = timedelta(days=7)


class CheckedMixin(models.Model):
    """A page that says on which day somebody checked it; list it before `BasePage`.

    It is valid until `expire_at`, which is obligatory: the page ends everywhere at that moment.
    Both are facts and no texts: `oim_portal.publishing.undo` sets them without a second reader.
    """

    checked_on = models.DateField(
        _("checked on"),
        null=True,
        error_messages={"blank": _("Say on which day somebody checked it.")},
        help_text=_("The day on which somebody last called or wrote and got an answer. Shown."),
    )

    base_form_class = CheckedPageForm
    internal_fields = PageTypeMixin.internal_fields | {"checked_on", "expire_at"}
    kept_on_undo = (*PageTypeMixin.kept_on_undo, "checked_on")
    checked_panels = [
        FieldPanel("checked_on", widget=BrowserDateInput),
        end_panel(
            _("Valid until"),
            _(
                "In Ecuador's time (UTC−5), at most a year from now. From then on nobody sees it,"
                " unless somebody has checked it again."
            ),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def is_ended(self) -> bool:
        """Return whether the page is no longer public because its end has passed."""
        has_passed = self.expire_at is not None and self.expire_at <= timezone.now()
        return self.expired or (self.live and has_passed)

    def full_clean(self, exclude=None, *args, **kwargs) -> None:
        # A form passes `exclude`, and asks itself for what a draft may lack.
        is_missing = exclude is None and self.expire_at is None
        missing = {"expire_at": [ValidationError(self.end_is_missing)]} if is_missing else {}
        try:
            super().full_clean(exclude, *args, **kwargs)
        except ValidationError as error:
            raise ValidationError(error.update_error_dict(missing)) from None
        if missing:
            raise ValidationError(missing)

    end_is_missing = _("Say until when it is valid.")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.checked_on and self.checked_on > timezone.localdate():
            errors["checked_on"] = _("Nobody can have checked it on a day to come.")
        if self.expire_at and self.expire_at > timezone.now() + LONGEST:
            errors["expire_at"] = _("At most a year from now: then somebody checks it again.")
        if errors:
            raise ValidationError(errors)
