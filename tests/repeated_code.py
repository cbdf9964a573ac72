"""Upstream code that the portal does in its own way, in whole or in part.

No name leads from one to the other, so an upgrade that changes a step breaks nothing that a test
would see: the record (originals.json) names it.
"""

REPEATED = {
    # Two of the methods that write cells and files; the others stay Wagtail's.
    "oim_portal/admin/reports/export.py": ("wagtail.admin.views.mixins:SpreadsheetExportMixin",),
    # The call at the end of a chooser's HTML, taken apart.
    "oim_portal/wagtail_compat/initialisers.py": (
        "wagtail.admin.widgets.chooser:BaseChooser.render_js_init",
    ),
    # What a field shows, which templates/pages/admin/languages.html draws as Wagtail's does.
    "pages/panels.py": (
        "wagtail.admin.panels.field_panel:FieldPanel.BoundPanel.get_editable_context_data",
        "wagtail.admin.templatetags.wagtailadmin_tags:formattedfield",
    ),
    # What is due and what has expired, one by one and each in a transaction of its own.
    "oim_portal/publishing/scheduling.py": (
        "wagtail.management.commands.publish_scheduled:Command.handle",
    ),
    # The links of a stored text, found as Wagtail finds them.
    "oim_portal/open_data/rich_text.py": ("wagtail.rich_text.rewriters:FIND_A_TAG",),
    # Which permissions somebody has, in one query.
    "oim_portal/accounts/adapter.py": (
        "django.contrib.auth.backends:ModelBackend.get_all_permissions",
    ),
}
