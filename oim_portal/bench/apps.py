from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "oim_portal.bench"
    label = "portal_bench"
