"""Running the portal on a server: health, backups, mail, error mail, the slow queue.

Supervisors, `deploy/` and the workers call it through middleware, management commands and the
settings; other rooms send mail through Django and report their jobs through `health.record`. Its
only model is `JobRun`. It must never import a room above it: it knows neither accounts nor pages.
"""
