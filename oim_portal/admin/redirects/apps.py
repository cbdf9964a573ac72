from django.apps import AppConfig


class RedirectsAdminConfig(AppConfig):
    name = "oim_portal.admin.redirects"
    label = "redirects_admin"  # `pages.redirects` has the models
