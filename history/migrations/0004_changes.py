"""Changes of the history are noted by triggers: see `pages.shared`."""

from django.db import migrations

from pages.change_triggers import note_changes_of


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_staff_keep_themes_and_sources"),
        ("pages", "0010_changes"),
    ]

    operations = [
        note_changes_of("history_historyeventpage"),
        note_changes_of("history_historyeventpage_sources"),
        note_changes_of("history_historyeventpage_themes"),
        note_changes_of("history_source"),
        note_changes_of("history_theme"),
    ]
