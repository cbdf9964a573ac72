"""Removes the pictures of accounts, which kept the position where a photo was taken."""

from django.db import migrations

FOLDER = "avatar_images"


def remove_pictures(apps, schema_editor):
    profiles = apps.get_model("wagtailusers", "UserProfile")
    storage = profiles._meta.get_field("avatar").storage
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        names = []
    for name in names:
        storage.delete(f"{FOLDER}/{name}")
    profiles.objects.exclude(avatar="").update(avatar="")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_library_rights"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunPython(remove_pictures, migrations.RunPython.noop)]
