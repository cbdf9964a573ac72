"""View of the edit bar, a fragment of HTML."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oim_portal.accounts.second_factor import lacks_factor
from pages.models import BasePage


@require_safe
@never_cache
def bar(request: HttpRequest, page_id: int) -> HttpResponse:
    """Render the edit bar of a page for staff; 204 for all others."""
    user = request.user
    page = BasePage.objects.filter(pk=page_id).first()
    may_enter = user.is_authenticated and user.has_perm("wagtailadmin.access_admin")
    if page is None or not may_enter or lacks_factor(request):
        return HttpResponse(status=204)
    may = page.permissions_for_user(user)
    context = {"page": page, "may_edit": may.can_edit(), "may_add": may.can_add_subpage()}
    return render(request, "edit_bar/bar.html", context)
