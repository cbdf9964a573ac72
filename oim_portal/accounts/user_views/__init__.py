"""Views of the admin for users: Wagtail's, without privilege escalation.

They replace those of `wagtail.users` in INSTALLED_APPS (`apps.PeopleConfig`) and its bulk actions
(`accounts.wagtail_hooks`). They show no superusers and no groups, and give each user one role. They
must not import other views of the admin than Wagtail's.
"""
