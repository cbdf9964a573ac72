"""The installed apps, in an order on which templates, translations and receivers depend."""

from pathlib import Path

# Each package of `pages/kinds` is an app; a new kind needs no line here.
KINDS = sorted(
    f"pages.kinds.{path.parent.name}"
    for path in (Path(__file__).parents[2] / "pages" / "kinds").glob("*/apps.py")
)

# The portal's rooms in the order of their layers (tests/test_layers.py), before Wagtail's apps, so
# that our templates and translations take precedence. `ready` runs in this order, and so do
# receivers.
INSTALLED_APPS = [
    "modeltranslation",  # before the models whose fields it translates
    "oim_portal.web",
    "oim_portal.operations",
    "oim_portal.accounts",
    "oim_portal.media",
    "pages",
    "history",
    "programs",
    *KINDS,
    "oim_portal.publishing",
    "oim_portal.trash",
    "pages.redirects",  # behind the guards: a refused change makes no redirect
    "oim_portal.search",
    "oim_portal.open_data",
    "oim_portal.admin.editing",
    "oim_portal.admin.review",
    "oim_portal.admin.translations",
    "oim_portal.admin.reports",
    "oim_portal.admin.redirects",
    "oim_portal.admin.quick_actions",
    "oim_portal.admin.guide",
    "oim_portal.initial_content",
    "oim_portal.wagtail_compat",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "oim_portal.accounts.user_views.apps.PeopleConfig",  # wagtail.users, with our views
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "oim_portal.frontend_cache",  # behind Wagtail's reference index, which it queries
    "oim_portal.admin.edit_bar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "auditlog",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # its Spanish, for what Wagtail's templates say of ages
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]
