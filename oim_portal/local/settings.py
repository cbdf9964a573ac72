"""A laptop: `make run` (production's headers and error pages) and `make dev` (debug pages)."""

from oim_portal.settings import environment
from oim_portal.settings.base import *  # noqa: F403
from oim_portal.settings.base import ALLOWED_HOSTS, VAR_DIR
from oim_portal.settings.database import connection
from oim_portal.settings.logging import configuration

from .postgres import ensure_running
from .secret_key import local_secret

# Never a server that others reach: see production.py.
DEBUG = environment.flag("PORTAL_DEBUG")
SECRET_KEY = local_secret(VAR_DIR / "secret-key.txt")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]

DATABASES = {
    "default": connection(environment.text("DATABASE_URL") or ensure_running(VAR_DIR / "postgres"))
}

# The second factor, which a server demands: see production.py.
PORTAL_REQUIRE_MFA = environment.flag("PORTAL_REQUIRE_MFA")

# On a laptop the terminal shows what `make run` says, and what goes wrong.
LOGGING = configuration(
    file=environment.text("PORTAL_LOG_FILE"),
    mail_errors=False,
    level="INFO" if DEBUG else "WARNING",
)
