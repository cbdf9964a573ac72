"""URLs of the account pages, and overrides of Wagtail's own sign-in pages.

The URLconfs of allauth are not included as a whole: sign-up and changing one's own address do not
exist here.
"""

from allauth.account import views as allauth
from django.urls import include, path, re_path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.decorators.http import require_POST
from wagtail import views as wagtail_views
from wagtail.admin.views.account import LogoutView
from wagtail.documents.views import serve as wagtail_documents

from . import views

ACCOUNT_URLS = [
    path("", views.account, name="account"),
    path("entrar/", allauth.login, name="account_login"),
    path("salir/", allauth.logout, name="account_logout"),
    path("salir/en-todas-partes/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("inactiva/", allauth.account_inactive, name="account_inactive"),
    path("confirmar/", allauth.reauthenticate, name="account_reauthenticate"),
    path("clave/", allauth.password_change, name="account_change_password"),
    path("clave/enlace/", allauth.password_reset, name="account_reset_password"),
    path("clave/enviado/", allauth.password_reset_done, name="account_reset_password_done"),
    path(
        "clave/cambiada/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("segundo-factor/", include("allauth.mfa.urls")),
]


def account_urlpatterns() -> list[URLPattern | URLResolver]:
    """Return the account pages and the overrides of Wagtail's, to be placed before Wagtail's URLs.

    Wagtail's sign-out deletes the session cookie for any method, though only a POST ends the
    session. `failwhale` raises an error for any client, which only fills the mailbox for errors.
    """
    return [
        path("cuenta/", include(ACCOUNT_URLS)),
        path("admin/account/", views.profile),
        path("admin/login/", views.redirect_to_sign_in),
        path("admin/logout/", require_POST(LogoutView.as_view())),
        path("admin/password_reset/", views.redirect_to_password_reset),
        path("admin/password_reset/<path:rest>", views.redirect_to_password_reset),
        path("admin/failwhale/", views.not_found),
    ]


def document_password_urlpattern() -> URLPattern:
    """Return Wagtail's form for the password of a collection, with throttling.

    To be placed outside the languages.
    """
    return path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        views.limit_password_attempts(wagtail_documents.authenticate_with_password),
        name="wagtaildocs_authenticate_with_password",
    )


def frontend_sign_in_urlpatterns() -> list[URLPattern]:
    """Return Wagtail's sign-in for private pages, and its form for their passwords, throttled.

    To be placed before Wagtail's URL of pages, within the languages.
    """
    return [
        path("_util/login/", views.redirect_to_sign_in),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            views.limit_password_attempts(wagtail_views.authenticate_with_password),
            name="wagtailcore_authenticate_with_password",
        ),
    ]
