"""Changes of programmes and of their links with events are noted by triggers: see `pages.shared`."""

from django.db import migrations

from pages.change_triggers import note_changes_of


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0002_spheres_and_programs"),
        ("pages", "0010_changes"),
    ]

    operations = [
        note_changes_of("programs_programpage"),
        note_changes_of("programs_spherepage"),
        note_changes_of("programs_programevent"),
        note_changes_of("programs_sphereevent"),
    ]
