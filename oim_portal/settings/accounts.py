"""Settings of sign-in: allauth with a second factor, throttling, sessions, the audit log."""

from datetime import timedelta

from . import environment

AUTH_USER_MODEL = "accounts.User"
# axes refuses locked-out accounts; the portal's backend authenticates as allauth's does. There is
# no other way to sign in.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "oim_portal.accounts.adapter.PortalBackend",
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

# The only sign-in page. Those of Wagtail (oim_portal/accounts/urls.py) redirect to it.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Links that set a password are mailed to this address: only an administrator changes it.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "oim_portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # set by administrators, and verified by the mailed link
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Django's own, whose token covers the address; allauth's needs a second table of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {"reset_password": "oim_portal.accounts.forms.PasswordResetForm"}
ACCOUNT_SESSION_REMEMBER = False
# Passwords are throttled by axes, below. On the keys of these limits:
# oim_portal/accounts/throttling.py.
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # by account only: an attacker's wrong codes would lock its owner out
    "login": None,  # by IP address only: one person's attempts would lock the office out
    "reset_password": "20/m/ip",  # not by account either; "reset_link" limits its mails
    "reset_link": "5/h/key",
    "second_factor": "5/5m/key,20/d/key",
    "second_factor_of_strangers": "50/d/key",
    "private_page": "10/15m/key",
}

MFA_ADAPTER = "oim_portal.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "oim_portal.accounts.forms.AddPasskeyForm",
    "activate_totp": "oim_portal.accounts.forms.ActivateAppForm",
    "authenticate": "oim_portal.accounts.forms.AuthenticationCodeForm",
    "reauthenticate": "oim_portal.accounts.forms.ReauthenticationForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "OIM Ecuador"
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey is enough to sign in, so it must be two factors in one: the device and its lock.
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# Ten failures within a quarter of an hour lock an account for the address that they come from, for
# as long; a hundred lock the account, or the address, for all unknown browsers
# (docs/decisions/0029). They are counted in the database: in the memory of a process, each worker
# would start from zero.
AXES_HANDLER = "oim_portal.accounts.throttling.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = "oim_portal.accounts.throttling.lockout_parameters"
AXES_CLIENT_IP_CALLABLE = "oim_portal.accounts.throttling.client_network"
AXES_FAILURE_LIMIT = 10
PORTAL_FAILURES_OF_STRANGERS = 100
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_DISABLE_ACCESS_LOG = True  # a permanent record of sign-ins and addresses, without a use
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "oim_portal.accounts.throttling.account_key"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Addresses of proxies in front of the portal, the only ones whose X-Forwarded-For is trusted.
PORTAL_TRUSTED_PROXIES = environment.listed("PORTAL_TRUSTED_PROXIES")

# oim_portal/accounts/sessions.py applies both limits.
SESSION_COOKIE_AGE = int(timedelta(hours=4).total_seconds())  # without a request of staff
PORTAL_SESSION_LIMIT = timedelta(hours=12)  # since signing in
