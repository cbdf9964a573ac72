"""'Use as a pattern': a new draft made after a page, with its blocks, pictures and texts.

It is a copy by Wagtail's action, of the newest draft and without the pages below. What is true of
one page alone stays behind (`left_behind`): nobody reads an old date on a new page.
"""

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView
from wagtail.actions.copy_page import CopyPageAction
from wagtail.admin import messages

from oim_portal.admin.page_view import PageView
from pages.forms import MAX_TITLE_LENGTH
from pages.languages import language_codes
from pages.models import BasePage

USE_AS_PATTERN = gettext_lazy("Use as a pattern")


def may_be_pattern(page: BasePage, user: AbstractBaseUser) -> bool:
    """Return whether a user may add another page of the same type beside this one."""
    return page.permissions_for_user(user).can_copy_to(page.get_parent())


def left_behind(model: type[BasePage]) -> list[str]:
    """Return the names of the fields with which a page made after another begins anew.

    They are its dates, what is for staff alone, what the type declares (`own_fields`), and locks.
    It is as sensitive as its pattern, and in the same language.
    """
    dates = {field.name for field in model._meta.fields if isinstance(field, models.DateField)}
    own = {*model.own_fields}
    own |= {f"{name}_{code}" for name in model.own_fields for code in language_codes()}
    staff = model.internal_fields - {"sensitive", "own_language", "show_in_menus"}
    return [*(dates | own | staff), "locked", "locked_by"]


class PatternForm(forms.Form):
    """Form of the title of the new page."""

    title = forms.CharField(
        label=gettext_lazy("Title of the new page"), max_length=MAX_TITLE_LENGTH
    )


class UseAsPattern(PageView, FormView):
    """Make a draft after a page, beside it, and open its form."""

    form_class = PatternForm
    page_title = USE_AS_PATTERN
    header_icon = "copy"
    template_name = "quick_actions/pattern.html"

    def is_allowed(self) -> bool:
        return self.rights.can_copy_to(self.page.get_parent())

    def form_valid(self, form: PatternForm) -> HttpResponse:
        titles = {f"display_title_{code}": "" for code in language_codes()}
        draft = CopyPageAction(
            self.page.get_latest_revision_as_object(),
            to=self.page.get_parent(),
            update_attrs={
                **titles,
                "title": form.cleaned_data["title"],
                "slug": "",  # made of the title
            },
            exclude_fields=left_behind(type(self.page)),
            copy_revisions=False,
            keep_live=False,
            user=self.request.user,
        ).execute()
        messages.success(
            self.request,
            _("This draft is made after “%s”. Change what is no longer so: figures, names, places.")
            % self.get_page_subtitle(),
        )
        return redirect("wagtailadmin_pages:edit", draft.pk)
