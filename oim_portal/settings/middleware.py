"""The middleware, with the reason for each position."""

# A request passes from the first line to the last, a response back. The comments give the reason
# for each position; tests/test_middleware_order.py checks the pairs of which one needs the other.
MIDDLEWARE = [
    # before any code that reads the client's address or a proxy's header
    "oim_portal.web.client_address.ClientAddressMiddleware",
    # before any code that writes to the log
    "oim_portal.web.logs.RequestIdMiddleware",
    # around every response, those of static files and of refusals too
    "oim_portal.web.headers.SecurityHeadersMiddleware",
    # before middleware that may wait for a database or redirect to HTTPS
    "oim_portal.operations.health.checks.HealthMiddleware",
    # redirects to HTTPS before any other response
    "django.middleware.security.SecurityMiddleware",
    # responds with 400 before path, query, cookies or body are read
    "oim_portal.web.validation.encodings.UrlValidationMiddleware",
    # around every response that a cache may store
    "oim_portal.web.cache_control.CacheControlMiddleware",
    # around ConditionalGet, whose ETag is that of the uncompressed body
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    # static files need neither database nor session
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # before the first query, the session's
    "oim_portal.web.database_timeouts.DatabaseTimeoutMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # before CommonMiddleware, whose redirects depend on the language (Django's documentation)
    "pages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    # before a byte of the body is read for its fields
    "django.middleware.csrf.CsrfViewMiddleware",
    # behind CSRF, before any view reads the form
    "oim_portal.web.validation.encodings.FormValidationMiddleware",
    # behind sessions; all below may ask `request.user`
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # behind messages: it warns of copies that are still cached
    "oim_portal.frontend_cache.withdrawals.WithdrawalMiddleware",
    # the user's language before any response below is rendered
    "oim_portal.accounts.languages.PreferredLanguageMiddleware",
    # sees the user as the view leaves it: signed in, or out
    "oim_portal.admin.edit_bar.marker.StaffMarkerMiddleware",
    # ends a session before middleware below treats its user as signed in
    "oim_portal.accounts.sessions.SessionLimitsMiddleware",
    # before the second factor, which would redirect scripts to a page
    "oim_portal.admin.editing.unsaved_text.EndedSessionMiddleware",
    "oim_portal.accounts.second_factor.SecondFactorMiddleware",
    # each of the two adds a cookie to the response of a view that signed out or signed in
    "oim_portal.admin.editing.unsaved_text.SignOutMiddleware",
    "oim_portal.accounts.throttling.KnownBrowserMiddleware",
    # around every view that saves a form
    "oim_portal.admin.editing.unsaved_text.ReceiptMiddleware",
    # behind the second factor: without it nothing is changed
    "oim_portal.accounts.audit_log.AuditMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # looks for a redirect once the view has raised Http404
    "pages.redirects.middleware.RedirectMiddleware",
    # nearest to the views (its documentation)
    "axes.middleware.AxesMiddleware",
    # `process_exception` runs from the last line up: refusals first, then a lost database, then
    # exceptions of Wagtail's views for a request that no form sends
    "oim_portal.web.validation.admin.AdminValidationMiddleware",
    "pages.middleware.UnavailableMiddleware",
    "oim_portal.admin.refusals.RefusalMiddleware",
]
