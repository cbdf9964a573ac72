"""URLs of help beside the tree: short addresses, files to take away, and one form."""

from django.urls import path

from .lookups import public_contact, public_help, public_index
from .short_views import contact_cards, qr_code, short_address
from .views import contact_vcard, contacts_vcard, no_answer

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
    path("contactos.vcf", contacts_vcard, name="contacts_vcard"),
    path("contactos/<int:point_id>.vcf", contact_vcard, name="contact_vcard"),
    path("no-respondio/", no_answer, name="no_answer"),
]
