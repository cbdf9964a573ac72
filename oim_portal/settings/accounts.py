"""Who may sign in, and how: allauth with a second factor, throttling, sessions, the audit log."""

from datetime import timedelta

from . import environment

AUTH_USER_MODEL = "accounts.User"
# axes refuses whoever is locked out; the portal looks the person up as allauth does; nothing else
# lets anybody in.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "oim_portal.accounts.backend.PortalBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# Links in mail: an invitation and a forgotten password alike.
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=24).total_seconds())

# The one door. Wagtail's own (oim_portal/accounts/urls.py) lead to it.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# An address is where the links of the account go: only an administrator changes it.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "oim_portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from administrators and are proved by links
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Django's own, which holds the address too; allauth's would keep a second list of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {"reset_password": "oim_portal.accounts.forms.AskForLinkForm"}
ACCOUNT_SESSION_REMEMBER = False
# Passwords are axes' business, below. Who is held back by these: oim_portal/accounts/throttling.py.
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # by account alone: a stranger's wrong codes would lock its owner out
    "login": None,  # by address alone: one person's tries would shut the office out
    "reset_password": "20/m/ip",  # not by account either; its mails are what is limited
    "reset_link": "5/h/key",
    "second_factor": "5/5m/key,20/d/key",
    "second_factor_of_strangers": "50/d/key",
    "private_page": "10/15m/key",
}

MFA_ADAPTER = "oim_portal.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "oim_portal.accounts.forms.AddPasskeyForm",
    "activate_totp": "oim_portal.accounts.forms.AddAppForm",
    "authenticate": "oim_portal.accounts.forms.CodeForm",
    "reauthenticate": "oim_portal.accounts.forms.CodeAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "OIM Ecuador"
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey opens the door alone, so it has to be two factors in one: the device and its lock.
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# Ten failures within a quarter of an hour lock an account to where they come from, for as long; a
# hundred lock it, or the place, to all browsers that do not know it (docs/decisions/0029). They are
# counted in the database: a memory of each process would let every worker start from zero.
AXES_HANDLER = "oim_portal.accounts.throttling.LockOut"
AXES_LOCKOUT_PARAMETERS = "oim_portal.accounts.throttling.counted_by"
AXES_CLIENT_IP_CALLABLE = "oim_portal.accounts.throttling.network_of"
AXES_FAILURE_LIMIT = 10
PORTAL_FAILURES_OF_STRANGERS = 100
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_DISABLE_ACCESS_LOG = True  # nobody reads it: who signed in when, from where, for ever
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "oim_portal.accounts.throttling.account_of"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Addresses of proxies in front of the portal, whose X-Forwarded-For is believed; others' is not.
PORTAL_TRUSTED_PROXIES = [
    each.strip() for each in environment.text("PORTAL_TRUSTED_PROXIES").split(",") if each.strip()
]

# oim_portal/accounts/sessions.py holds both limits.
SESSION_COOKIE_AGE = int(timedelta(hours=4).total_seconds())  # without a request
PORTAL_SESSION_LIMIT = timedelta(hours=12)  # since signing in
