"""Template tags for page components and translated texts. They never write."""

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse

from oim_portal.web import expiry

from .. import navigation
from ..dead_ends import is_list
from ..frame import frame_entries
from ..languages import Localized, current_language, localized
from ..metadata.descriptions import page_title, summary
from ..metadata.facts import facts_of, open_graph
from ..metadata.structured import structured_data
from ..metadata.urls import address_without_query, alternates
from ..models import BasePage, PageReview, PortalSettings, TranslationState
from ..passages import texts_of_article
from ..sensitive import is_sensitive
from ..site_cache import settings_of, site_cache
from ..site_names import organisation, site_name

register = template.Library()
# `{% localized page "lead" as lead %}<p{{ lead.lang }}>…`, `{% article_texts page as texts %}`
for function, name in ((summary, None), (localized, None), (texts_of_article, "article_texts")):
    register.simple_tag(function, name=name)


def page_of(context: Context) -> BasePage | None:
    page = context.get("page")
    return page if isinstance(page, BasePage) else None


@register.simple_tag(takes_context=True)
def public_page(context: Context, page: BasePage | None) -> BasePage | None:
    """Return a page if it is public, else None: `{% public_page program.sphere as sphere %}`."""
    return page if page and site_cache(context["request"]).is_public(page) else None


@register.simple_tag(takes_context=True)
def in_short(context: Context, page: BasePage) -> str:
    """Return a few words on what a page holds: `{% in_short page %}`."""
    return page.in_short(context["request"])


@register.simple_tag(takes_context=True)
def portal_settings(context: Context) -> PortalSettings:
    """Return the settings of the site, or an unsaved empty instance."""
    return settings_of(context["request"])


@register.simple_tag(takes_context=True)
def document_title(context: Context, title: str = "") -> str:
    """Return the text of `<title>`: the title of the page, or `title`, then the site's name."""
    page, request = page_of(context), context["request"]
    if not title and page is not None:
        title = page_title(request, page)
    return " – ".join(str(part) for part in (title, site_name(request)) if part)


@register.simple_tag(takes_context=True)
def paper_address(context: Context) -> str:
    return address_without_query(context["request"], page_of(context))


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: Context) -> dict:
    """Render the metadata of the page in `<head>`; nothing before its first save."""
    page, request = page_of(context), context["request"]
    if page is None or not page.pk:
        return {}
    facts, name = facts_of(request, page), site_name(request)
    return {
        "facts": facts,
        "site_name": name,
        "alternates": alternates(request, page),
        "open_graph": open_graph(page, facts, name),
        "structured_data": structured_data(request, page, facts),
    }


@register.simple_tag(takes_context=True)
def sensitive(context: Context) -> bool:
    """Return whether the page is sensitive: `{% sensitive as is_sensitive %}`."""
    return is_sensitive(context["request"], page_of(context))


@register.inclusion_tag("components/way_out.html", takes_context=True)
def way_out(context: Context) -> dict:
    """Render the way out of a sensitive page; its script would take an editor out of a preview."""
    request = context["request"]
    url = portal_settings(context).way_out if sensitive(context) else ""
    is_preview = getattr(request, "is_preview", False)
    return {"url": url, "home_url": f"/{current_language()}/", "has_script": not is_preview}


@register.inclusion_tag("components/traces.html", takes_context=True)
def traces(context: Context) -> dict:
    """Render what a visit to a sensitive page leaves behind, and how to delete it."""
    return {"is_sensitive": sensitive(context)}


@register.inclusion_tag("components/header.html", takes_context=True)
def site_header(context: Context) -> dict:
    """Render the header: name or logo, menu and language links."""
    page, request = page_of(context), context["request"]
    is_search = request.path == reverse("search")
    return {
        "request": request,
        "page": page,
        "menu": navigation.Outline.of(request, page).main_menu,
        "languages": navigation.language_links(request, page),
        "home_url": f"/{current_language()}/",
        "is_search": is_search,
        "has_form": not is_search and not context.get("has_own_search"),
        "site_name": site_name(context["request"]),
        "logo": portal_settings(context).emblem,
    }


@register.inclusion_tag("components/page_head.html", takes_context=True)
def page_head(
    context: Context,
    title: Localized | str = "",
    lead: Localized | str = "",
    has_lead: bool = True,
) -> dict:
    """Render title, lead text and breadcrumbs; arguments replace the page's own texts."""
    page = page_of(context)
    if page is not None:
        title = title or localized(page, "display_title")
        if has_lead and not lead and hasattr(page, f"lead_{settings.LANGUAGE_CODE}"):
            lead = localized(page, "lead")
    entries = navigation.Outline.of(context["request"], page).breadcrumbs
    return {"title": title, "lead": lead, "entries": entries, "page": page}


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context) -> dict:
    """Render the way to the page, for a template with a head of its own."""
    page = page_of(context)
    entries = navigation.Outline.of(context["request"], page).breadcrumbs
    return {"title": page and localized(page, "display_title"), "entries": entries}


@register.inclusion_tag("components/hero.html", takes_context=True)
def hero(context: Context) -> dict:
    """Render the head of the front page: the organization's name, its figures, and the lead text.

    Each line of the lead text is set in a row of its own.
    """
    lead = localized(page_of(context), "lead")
    lines = [line.strip() for line in str(lead).splitlines() if line.strip()]
    return {
        "request": context["request"],
        "page": page_of(context),
        "title": organisation(context["request"]),
        "figures": context.get("figures", []),
        "lead": lead,
        "lines": lines,
    }


@register.inclusion_tag("components/explore.html", takes_context=True)
def explore(context: Context) -> dict:
    """Render what there is on the site: its sections, what is in them, and how much of it."""
    outline = navigation.Outline.of(context["request"], page_of(context))
    return {"request": context["request"], "sections": outline.contents}


@register.inclusion_tag("components/ways_on.html", takes_context=True)
def ways_on(context: Context) -> dict:
    """Render three ways on from a page of texts; a sensitive one has its way out instead."""
    page = page_of(context)
    is_list_or_view = page is None or not page.pk or page.listing or is_list(type(page))
    if is_list_or_view or not page.may_be_in_menus or sensitive(context):
        return {}
    return {"ways": navigation.Outline.of(context["request"], page).ways_on}


@register.inclusion_tag("components/section_menu.html", takes_context=True)
def section_menu(context: Context) -> dict:
    """Render the pages of the current section; nothing on the section's own page."""
    menu = navigation.Outline.of(context["request"], page_of(context)).menu
    inside = [section for section in menu if section.is_open and not section.is_current]
    return {"section": next(iter(inside), None)}


@register.inclusion_tag("components/footer.html", takes_context=True)
def site_footer(context: Context) -> dict:
    """Render the footer: organization and networks from the settings, and sections."""
    site_settings = portal_settings(context)
    return {
        "request": context["request"],
        "organisation": organisation(context["request"]),
        "text": localized(site_settings, "footer"),
        "networks": site_settings.links,
        "menu": navigation.Outline.of(context["request"], page_of(context)).menu,
    }


@register.inclusion_tag("components/alert.html", takes_context=True)
def alert_banner(context: Context) -> dict:
    """Render the alert from the settings between its start and end."""
    site_settings = portal_settings(context)
    alert = localized(site_settings, "alert")
    expiry.add_changes_of(site_settings)
    return {"alert": alert if site_settings.alert_is_due else None}


@register.inclusion_tag("components/frame.html", takes_context=True)
def frame(context: Context, place: str) -> dict:
    """Render what page types show at a place of the frame: `{% frame "footer" %}`."""
    entries = frame_entries(context["request"], place)
    return {"request": context["request"], "page": page_of(context), "entries": entries}


@register.inclusion_tag("components/translation_notice.html", takes_context=True)
def translation_notice(context: Context) -> dict:
    """Render a notice when the translation is missing or not reviewed by the office."""
    page, language = page_of(context), current_language()
    if page is None or language == settings.LANGUAGE_CODE:
        return {"state": ""}
    if language not in page.translated_languages():
        return {"state": "missing"}
    reviewed = TranslationState.objects.of(page).filter(language=language, reviewed=True)
    return {"state": "" if reviewed.exists() else "unreviewed"}


@register.inclusion_tag("components/page_dates.html", takes_context=True)
def page_dates(context: Context) -> dict:
    """Render the date of the last publication, and that of the last review if the page shows it."""
    page = page_of(context)
    if page is None or not page.pk:
        return {}
    review = page.show_review and PageReview.objects.filter(page=page.pk).first()
    return {"changed": page.last_published_at, "review": review}
