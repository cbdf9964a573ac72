"""Settings common to all environments. `environment` reads variables; the README lists them."""

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import get_language_info

from . import environment, external_services
from .accounts import *  # noqa: F403
from .installed_apps import INSTALLED_APPS  # noqa: F401
from .middleware import MIDDLEWARE  # noqa: F401
from .task_queues import QUEUES
from .uploads import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
# Files that are created at run time: the database of a laptop, media, static files.
VAR_DIR = Path(environment.text("PORTAL_VAR", str(BASE_DIR / "var")))

PORT = environment.text("PORT", "8000")
# The only public URL: Wagtail's Site, canonical URLs and links in mail follow it.
PORTAL_URL = environment.address("PORTAL_URL", f"http://localhost:{PORT}")
ALLOWED_HOSTS = [urlsplit(PORTAL_URL).hostname]
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

ROOT_URLCONF = "oim_portal.urls"
WSGI_APPLICATION = "oim_portal.wsgi.application"
CSRF_FAILURE_VIEW = "pages.views.forbidden"
# Players of videos do not play for a page that keeps its origin to itself.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Templates of widgets are also found in templates/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One cache for all processes, in the database (docs/decisions/0004).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # It has the counters of throttling, which a full cache would evict.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# URL at which a cache in front of the portal accepts PURGE (docs/decisions/0015).
PORTAL_CACHE_URL = environment.address("PORTAL_CACHE_URL")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": QUEUES}}

# Browsers allow passkeys for sites over TLS, and for localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PORTAL_URL.startswith("http:")

# Languages: Spanish is the source; every other language is a set of translated columns.
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]  # each named in itself
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = (LANGUAGE_CODE,)
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField")


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(name: str, language: str) -> str:  # noqa: N802
    """Return the label of a translated column for staff: 'name of the site (English)'."""
    return f"{name} ({get_language_info(language)['name_translated']})"


# Our own messages, and translations that packages lack (tests/overlay.py).
LOCALE = BASE_DIR / "oim_portal" / "locale"
LOCALE_PATHS = [LOCALE, LOCALE / "packages"]
FORMAT_MODULE_PATH = "oim_portal.settings"  # of dates: <language>/formats.py
USE_I18N = True
TIME_ZONE = "America/Guayaquil"
USE_TZ = True

# Files
STATIC_URL = "/static/"
# A server has one per release, so that each finds the hashed names of its own files.
STATIC_ROOT = Path(environment.text("PORTAL_STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [
    BASE_DIR / "oim_portal" / "static",
    ("guide", BASE_DIR / "docs" / "editing" / "images"),  # shown by oim_portal.admin.guide
]
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Browsers look for icons at the root of a site.
WHITENOISE_ROOT = BASE_DIR / "oim_portal" / "static" / "img"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": external_services.media_storage("PORTAL_MEDIA_STORE"),
    "staticfiles": {"BACKEND": "oim_portal.web.stylesheets.PortalStaticFilesStorage"},
}
# Seconds after which a process of the application server that handles a request exits
# (oim_portal/web/request_limit.py). nginx responds after a minute; an action of staff may be
# completed after that. The import of 500 events takes up to a minute of CPU time, undoing it more
# than a minute, and both take several times as long on a shared machine.
PORTAL_REQUEST_LIMIT = 120
PORTAL_ADMIN_REQUEST_LIMIT = 600
# The form of a page with many inline rows has more fields than Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Mail
# The worker sends it, and retries.
EMAIL_BACKEND = "oim_portal.operations.mail.QueueBackend"
globals().update(environment.mail_server("PORTAL_MAIL_SERVER"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("PORTAL_MAIL_FROM", "portal@localhost")
ADMINS = [("Portal", each) for each in environment.listed("PORTAL_ERROR_MAIL")]
# Contact for reports of vulnerabilities; oim_portal/web/security_contact.py.
PORTAL_SECURITY_CONTACT = environment.contact("PORTAL_SECURITY_CONTACT")

# Wagtail
WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAIL_SITE_NAME = "OIM Ecuador"
WAGTAILADMIN_BASE_URL = PORTAL_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The time zone of all users is Ecuador's: one per account would shift scheduled times.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # for suggestions in the form; pages/slugs.py has the rule
WAGTAILREDIRECTS_AUTO_CREATE = False  # pages.redirects creates them, in each language
WAGTAIL_FINISH_WORKFLOW_ACTION = "oim_portal.publishing.finishing.publish_submitted"
# Deleted pages can be restored from the trash: no need to type the name of the site first.
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10**6
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "pages.rich_text.DraftailRichTextArea"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to another host with a hash of an address
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "oim_portal.search.admin_backend", "SEARCH_CONFIG": "portal_es"}
}
