"""Tags for the parts around a page and for texts in several languages. They only read."""

from django import template
from django.conf import settings
from django.template.context import Context

from pages import metadata, navigation
from pages.languages import Localized, current_language
from pages.languages import localized as localized_value
from pages.models import BasePage, PortalSettings, TranslationState

register = template.Library()


def page_of(context: Context) -> BasePage | None:
    page = context.get("page")
    return page if isinstance(page, BasePage) else None


@register.simple_tag
def localized(instance, field: str) -> Localized:
    """Give a translated field: `{% localized page "lead" as lead %}<p{{ lead.lang }}>{{ lead }}`."""
    return localized_value(instance, field)


@register.simple_tag(takes_context=True)
def portal_settings(context: Context) -> PortalSettings:
    """Give the site's settings; unsaved and empty ones where there are none yet."""
    return PortalSettings.of(context["request"])


@register.simple_tag(takes_context=True)
def document_title(context: Context, title: str = "") -> str:
    """Give the text of `<title>`: the page, then the site."""
    site_name = str(localized_value(portal_settings(context), "site_name"))
    parts = [title, site_name or settings.WAGTAIL_SITE_NAME]
    return " – ".join(part for part in parts if part)


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: Context) -> dict:
    """Canonical address, alternates and description of the page, for `<head>`."""
    page, request = page_of(context), context["request"]
    if page is None or not page.pk:
        return {}
    return {
        "canonical": metadata.canonical_url(request, page),
        "alternates": metadata.alternates(request, page),
        "description": metadata.description(page),
    }


@register.inclusion_tag("components/header.html", takes_context=True)
def site_header(context: Context) -> dict:
    """The text mark or logo, the menu, and the languages."""
    page, request = page_of(context), context["request"]
    site_settings = portal_settings(context)
    return {
        "menu": navigation.Outline.of(request, page).menu,
        "languages": navigation.language_links(request, page),
        "home_url": f"/{current_language()}/",
        "site_name": localized_value(site_settings, "site_name"),
        "default_name": settings.WAGTAIL_SITE_NAME,
        "logo": site_settings.logo,
    }


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context) -> dict:
    """The way from the front page to this one."""
    page = page_of(context)
    return {
        "entries": navigation.Outline.of(context["request"], page).breadcrumbs,
        "title": localized_value(page, "display_title") if page else "",
    }


@register.inclusion_tag("components/footer.html", takes_context=True)
def site_footer(context: Context) -> dict:
    """What the settings give: organization, contact, networks; and the sections."""
    site_settings = portal_settings(context)
    return {
        "settings": site_settings,
        "organisation": localized_value(site_settings, "organisation"),
        "address": localized_value(site_settings, "address"),
        "text": localized_value(site_settings, "footer"),
        "networks": site_settings.networks.all() if site_settings.pk else [],
        "menu": navigation.Outline.of(context["request"], page_of(context)).menu,
        "default_name": settings.WAGTAIL_SITE_NAME,
    }


@register.inclusion_tag("components/alert.html", takes_context=True)
def alert_banner(context: Context) -> dict:
    """The alert of the settings, while it is due."""
    site_settings = portal_settings(context)
    alert = localized_value(site_settings, "alert")
    return {"alert": alert if site_settings.alert_is_due else None}


@register.inclusion_tag("components/translation_notice.html", takes_context=True)
def translation_notice(context: Context) -> dict:
    """Tell readers of a translation that it is missing, or not yet reviewed by the office."""
    page, language = page_of(context), current_language()
    if page is None or language == settings.LANGUAGE_CODE:
        return {"state": ""}
    if language not in page.translated_languages():
        return {"state": "missing"}
    reviewed = TranslationState.objects.filter(page=page, language=language, reviewed=True)
    return {"state": "" if reviewed.exists() else "unreviewed"}
