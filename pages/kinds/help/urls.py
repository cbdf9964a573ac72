"""URLs of help beside the tree: short addresses without a language, and files to take away."""

from django.urls import path, re_path

from .lookups import public_contact, public_help, public_index
from .views import contact_cards, qr_code, short_address

index, page, contact = ({"find": find} for find in (public_index, public_help, public_contact))

urlpatterns = [
    # With and without a slash at the end, as people type them; the address is that without.
    re_path(r"^ayuda/?$", short_address, index, name="short_help"),
    re_path(r"^contacto/?$", short_address, contact, name="short_contact"),
    path("ayuda/qr.svg", qr_code, index, name="help_qr"),
    path("contacto/qr.svg", qr_code, contact, name="contact_qr"),
    path("ayuda/<str:slug>/qr.svg", qr_code, page, name="help_page_qr"),
    re_path(r"^ayuda/(?P<slug>[^/]+)/?$", short_address, page, name="short_help_page"),
]
i18n_urlpatterns = [
    path("ayuda/<str:slug>/contactos.vcf", contact_cards, name="help_contacts"),
]
