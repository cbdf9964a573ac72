"""Template tag for the languages of the account pages."""

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.translation import get_language

from oim_portal.web.url_prefixes import ACCOUNT

from ..languages import LANGUAGE_FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def account_languages(context: Context) -> list[dict]:
    """Return a link to the page of an account in each language; none elsewhere."""
    request = context.get("request")
    if request is None or not request.path_info.startswith(ACCOUNT):
        return []
    links = []
    for code, name in settings.LANGUAGES:
        query = request.GET.copy()
        query[LANGUAGE_FIELD] = code
        url = f"{request.path}?{query.urlencode()}"
        links.append({"code": code, "name": name, "url": url, "is_current": code == get_language()})
    return links
