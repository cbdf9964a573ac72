"""Request and response handling without models: headers, caching, validation, logging, limits.

Middleware in the settings, the WSGI handler and every other room call it: for the rules on
characters of a text (`characters`, `text_columns`), the expiry of what a response shows (`expiry`),
PURGE requests (`purge_client`) and throttled log messages. It has no models, views of pages or
templates, and must never import another room than `wagtail_compat` and `settings`: no accounts, no
pages.
"""
