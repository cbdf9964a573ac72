"""Wagtail's settings of images and documents: formats, forms, serving. See oim_portal/media."""

from . import upload_limits

WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "oim_portal.admin.stale_forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = upload_limits.IMAGE_EXTENSIONS
WAGTAILIMAGES_MAX_UPLOAD_SIZE = upload_limits.MAX_IMAGE_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = upload_limits.MAX_IMAGE_PIXELS

WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "oim_portal.admin.stale_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = list(upload_limits.DOCUMENT_TYPES)
WAGTAILDOCS_CONTENT_TYPES = upload_limits.DOCUMENT_TYPES
WAGTAILDOCS_MAX_UPLOAD_SIZE = upload_limits.MAX_DOCUMENT_BYTES
# Always through Django, which checks permission each time.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# For cheap phones and slow networks: tests/browser/test_photo_weight.py sets the bound.
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 70
WAGTAILIMAGES_JPEG_QUALITY = 76

# Drops invisible tags, and finds existing tags that are typed in another form.
TAGGIT_TAGS_FROM_STRING = "oim_portal.media.tags.tags_of"
