"""Request validation: malformed requests get a page with status 400 instead of an error 500.

- `requests`: a Content-Type that Django cannot parse, before any middleware
- `encodings`: NUL bytes and broken encodings in paths, queries, cookies and forms, whose texts are
  cleaned; bodies that are too large; deep JSON
- `admin`: values that Wagtail's views use without validating them

Rich text that no editor wrote, in JSON or in HTML, is refused by its widget
(`pages.rich_text`). Django itself limits fields and files (`DATA_UPLOAD_*`); filters of
public lists know their values (`pages.filters`). A refused request is a line of warning in the log
(`web.logs`). tests/test_malformed_requests.py sends each kind to each route. The middleware
is listed in the settings; nothing here may import models or another room than `web`.
"""
