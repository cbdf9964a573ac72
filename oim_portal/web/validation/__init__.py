"""Requests that cannot be understood: refused with a 400 page before they become an error 500.

    requests    a Content-Type that Django cannot read, before any middleware
    addresses   NUL bytes and broken encodings in paths, queries and cookies; too large a body
    forms       the same in forms, whose texts are cleaned (`oim_portal.web.characters`); deep JSON
    rich_text   rich text that no editor wrote, in JSON or in HTML (`well_formed`)
    admin       what Wagtail's views take from a request without looking

Django itself limits fields and files (`DATA_UPLOAD_*`); filters of public lists know their values
(`pages.filters`). What is refused is a line of warning in the log (`server.log_filters`).
tests/test_malformed_requests.py sends each kind of it to each route.
"""
