"""URLconf of the project: URLs without a language first, then the site in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from oim_portal.accounts.urls import (
    account_urlpatterns,
    document_password_urlpattern,
    frontend_sign_in_urlpatterns,
)
from oim_portal.admin.edit_bar.views import bar
from oim_portal.admin.review.draft_links import shared_draft
from oim_portal.media.views import media_urlpatterns
from oim_portal.open_data import views as open_data
from oim_portal.search.views import search, suggestions
from oim_portal.web.security_contact import security_txt
from pages import views
from pages.feeds import changes, listing_feed
from pages.kinds import url_patterns
from pages.page_views import citation_file, framed
from pages.sitemaps import sitemap

urlpatterns = [
    path("", views.choose_language),
    *account_urlpatterns(),
    path("cuenta/barra/<int:page_id>/", bar, name="edit_bar"),
    path("cuenta/borrador/<str:key>/", shared_draft, name="shared_draft"),
    path("admin/", include(wagtailadmin_urls)),
    document_password_urlpattern(),
    *media_urlpatterns(),
    path("robots.txt", views.robots, name="robots"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path(".well-known/security.txt", security_txt),
    path("sitemap.xml", sitemap, {"views_of_portal": ["open_data"]}, name="sitemap"),
    path("datos/<str:name>", open_data.data_file, name="open_data_file"),
    *url_patterns("urlpatterns"),
]

urlpatterns += i18n_patterns(
    *frontend_sign_in_urlpatterns(),
    *url_patterns("i18n_urlpatterns"),
    path("novedades.xml", changes, name="changes"),
    re_path(
        r"^(?P<place>[\w\-/]+)/cita\.(?P<form>bib|ris|json)$", citation_file, name="citation_file"
    ),
    re_path(
        r"^(?P<place>[\w\-/]+)/(?P<name>[\w\-]+\.(xml|json))$", listing_feed, name="listing_feed"
    ),
    re_path(r"^(?P<place>[\w\-/]+)/insertar\.html$", framed, name="framed"),
    path("datos/", open_data.page, name="open_data"),
    path("buscar/", search, name="search"),
    path("buscar/sugerencias/", suggestions, name="search_suggestions"),
    # Wagtail's own URLs, with our view of pages at the end.
    *(each for each in wagtail_urls.urlpatterns if each.name == "wagtailcore_login"),
    re_path(wagtail_urls.serve_pattern, views.serve, name="wagtail_serve"),
    prefix_default_language=True,
)

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
