"""Settings of a laptop: `make run` (error pages as in production) and `make dev` (debug pages)."""

from oim_portal.settings import environment
from oim_portal.settings.base import *  # noqa: F403
from oim_portal.settings.base import ALLOWED_HOSTS, VAR_DIR
from oim_portal.settings.database import connection
from oim_portal.settings.logging import configuration

from .postgres import ensure_running
from .secret_key import local_secret

# Never for a server that others can reach: see production.py.
DEBUG = environment.flag("PORTAL_DEBUG")
SECRET_KEY = local_secret(VAR_DIR / "secret-key.txt")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]

DATABASES = {
    "default": connection(environment.text("DATABASE_URL") or ensure_running(VAR_DIR / "postgres"))
}

# Optional here; a server requires the second factor: see production.py.
PORTAL_REQUIRE_MFA = environment.flag("PORTAL_REQUIRE_MFA")

# On a laptop the terminal shows the messages of `make run`, and warnings.
LOGGING = configuration(
    file=environment.text("PORTAL_LOG_FILE"),
    mail_errors=False,
    level="INFO" if DEBUG else "WARNING",
)
