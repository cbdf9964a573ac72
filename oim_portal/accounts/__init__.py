"""Accounts of staff: sign-in with a second factor, sessions, roles, throttling, the audit log.

The settings, the URLconf and Wagtail's hooks call it; rooms above it ask for `User`, `roles` and
`sessions`. allauth, axes and auditlog do the work, and this package configures them. It must never
import pages or files: a role names models above it by their labels only.
"""
