"""URLs of help beside the tree: short addresses without a language, and files to take away."""

from django.urls import path

from .lookups import public_contact, public_help, public_index
from .short_views import contact_cards, qr_code, short_address

index, page, contact = ({"find": find} for find in (public_index, public_help, public_contact))

# Short addresses are without a slash at the end, and people type them with one.
urlpatterns = [
    path("ayuda", short_address, index, name="short_help"),
    path("ayuda/", short_address, index),
    path("ayuda/qr.svg", qr_code, index, name="help_qr"),
    path("ayuda/<str:slug>", short_address, page, name="short_help_page"),
    path("ayuda/<str:slug>/", short_address, page),
    path("ayuda/<str:slug>/qr.svg", qr_code, page, name="help_page_qr"),
    path("contacto", short_address, contact, name="short_contact"),
    path("contacto/", short_address, contact),
    path("contacto/qr.svg", qr_code, contact, name="contact_qr"),
]
i18n_urlpatterns = [
    path("ayuda/<str:slug>/contactos.vcf", contact_cards, name="help_contacts"),
]
