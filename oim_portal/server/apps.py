from django.apps import AppConfig


class ServerConfig(AppConfig):
    name = "oim_portal.server"
    label = "server"
