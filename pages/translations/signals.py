"""Signal receivers that update states when a page is published or another object saved."""

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published

from ..models import BasePage
from . import states
from .translated_models import translated_models


def connect() -> None:
    page_published.connect(page_is_published, dispatch_uid="translations.page_is_published")
    for model in translated_models():
        uid = f"translations.{model._meta.label}"
        if not issubclass(model, BasePage):  # saving a draft changes nothing in public
            post_save.connect(object_is_saved, sender=model, dispatch_uid=f"{uid}.saved")
        post_delete.connect(object_is_deleted, sender=model, dispatch_uid=f"{uid}.deleted")


def page_is_published(sender, instance: BasePage, **kwargs) -> None:
    states.update(instance)


def object_is_saved(sender, instance: Model, raw: bool = False, **kwargs) -> None:
    if not raw:
        states.update(instance)


def object_is_deleted(sender, instance: Model, **kwargs) -> None:
    states.forget(instance)
