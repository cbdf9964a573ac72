"""Kinds of content: each package here is a Django app with one kind and all that belongs to it.

`KINDS` of `oim_portal.settings.installed_apps` finds the packages, so that a kind needs no line
elsewhere: models, translations, admin hooks and static files are its own, its templates are in the
folder of its name. Others reach a kind only by what its page types declare (`pages.contract`);
nothing imports it.
"""
