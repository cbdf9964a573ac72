"""Scheduled publishing and unpublishing, safe with several schedulers and late runs.

`run` is one run, `refusals` records publications that are refused, `morning` is the hour for which
staff schedule with one press. The commands `publish_scheduled`, which replaces Wagtail's, and
`scheduler` call it. It must not import views, nor anything of the admin.
"""
