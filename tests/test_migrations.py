"""Migrations: complete, and in our own packages alone."""

from importlib.metadata import PackagePath, files, packages_distributions
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.validators import MaxLengthValidator
from django.db.models import TextField

ROOT = Path(__file__).parents[1]


def test_the_models_have_all_their_migrations(db, capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


def test_a_limit_of_a_long_text_holds_outside_of_forms_too():
    """Django's `max_length` of a `TextField` is for its form alone."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT)]
    fields = [
        field for config in ours for model in config.get_models() for field in model._meta.fields
    ]
    long = [field for field in fields if isinstance(field, TextField) and field.max_length]
    for field in long:
        assert any(isinstance(each, MaxLengthValidator) for each in field.validators), field


def test_no_migration_of_ours_stands_in_another_package():
    assert settings.MIGRATION_MODULES == {}
    distributions = packages_distributions()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if ROOT in folder.parents or not folder.is_dir():
            continue
        (distribution, *_others) = distributions[app.name.split(".")[0]]
        delivered = {file.name for file in files(distribution) if is_within(file, folder)}
        added = {path.name for path in folder.glob("*.py")} - delivered
        assert added == set(), app.name


def is_within(file: PackagePath, folder: Path) -> bool:
    return file.parent.name == folder.name and file.locate().parent == folder
