"""Updates and confirmations of translation states, and the signals that ask for them.

A state depends on three things: which texts have a translation, the current Spanish, and the
Spanish at the time of the confirmation. Dates have no influence.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import override
from wagtail.signals import page_published

from ..languages import language_codes
from ..models import BasePage, TranslationState
from .text_units import Text, digest_of_all, missing_fields, texts_of, translated_models

SOURCE = settings.LANGUAGE_CODE
State = TranslationState.State


def other_languages() -> list[str]:
    """Return the codes of the target languages."""
    return [code for code in language_codes() if code != SOURCE]


@transaction.atomic
def update(instance: models.Model) -> None:
    """Update the state of each translation of an object, which is read from the database again.

    A page that is not live keeps its last state, one in a language of its own has none.
    """
    if type(instance) not in translated_models():
        return
    instance = type(instance)._default_manager.filter(pk=instance.pk).first()
    if instance is None or (isinstance(instance, BasePage) and not instance.live):
        return
    texts = texts_of(instance, SOURCE)
    known = {state.language: state for state in TranslationState.objects.of(instance)}
    for language in other_languages():
        state = known.get(language) or new_state(instance, language)
        if not texts and not state.reviewed:
            if state.pk:
                state.delete()
            continue
        describe(state, instance, texts)
        state.save()


def new_state(instance: models.Model, language: str) -> TranslationState:
    kind = ContentType.objects.get_for_model(instance)
    return TranslationState(content_type=kind, object_id=instance.pk, language=language)


def describe(state: TranslationState, instance: models.Model, texts: list[Text]) -> None:
    """Set the fields that depend on an object and its Spanish texts, without saving."""
    missing, count = missing_fields(instance, SOURCE, state.language)
    state.title = title_of(instance)[:255]
    state.texts, state.missing = count, len(missing)
    is_outdated = bool(state.confirmed_digest) and state.confirmed_digest != digest_of_all(texts)
    # A change of the order alone counts as one change.
    state.changed = max(1, len(changed_keys(state, texts))) if is_outdated else 0
    if not is_translated(instance, state.language, missing, count):
        state.state = State.MISSING
    elif is_outdated:
        state.state = State.OUTDATED
    elif missing:
        state.state = State.MISSING
    else:
        state.state = State.CURRENT if state.confirmed_digest else State.TO_REVIEW


def changed_keys(state: TranslationState, today: list[Text]) -> list[str]:
    """Return the keys of texts that changed since the confirmation; removed ones last."""
    confirmed = {text["key"]: text["digest"] for text in state.confirmed_texts}
    now = {text.key: text.digest for text in today}
    changed = [key for key, digest in now.items() if confirmed.get(key) != digest]
    return changed + [key for key in confirmed if key not in now]


def is_translated(instance: models.Model, language: str, missing: list[str], count: int) -> bool:
    """Return whether there is a translation: for a page, whether it is offered to readers."""
    if isinstance(instance, BasePage):
        return language in instance.translated_languages()
    return len(missing) < count


def title_of(instance: models.Model) -> str:
    """Return the Spanish title of an object, regardless of the language of the admin."""
    with override(SOURCE):
        return instance.title if isinstance(instance, BasePage) else str(instance)


def confirm(state: TranslationState, instance: models.Model, user) -> None:
    """Record that a user has confirmed a translation, and store the current Spanish."""
    texts = texts_of(instance, SOURCE)
    state.reviewed, state.reviewed_by, state.reviewed_at = True, user, timezone.now()
    state.confirmed_digest = digest_of_all(texts)
    state.confirmed_texts = [text.as_json() for text in texts]
    describe(state, instance, texts)
    state.save()


def carry_over(instance: models.Model, was: list[Text]) -> None:
    """Let a confirmation hold after the portal itself has taken something out of the Spanish.

    `was` are the texts before. Of an older confirmation only what is said today stays: the words of
    a withdrawn picture may be among the rest.
    """
    texts = texts_of(instance, SOURCE)
    said = [text.as_json() for text in texts]
    for state in TranslationState.objects.of(instance):
        if state.confirmed_digest == digest_of_all(was):
            state.confirmed_digest, state.confirmed_texts = digest_of_all(texts), said
        state.confirmed_texts = [text for text in state.confirmed_texts if text in said]
        describe(state, instance, texts)
        state.save()


def forget(instance: models.Model) -> None:
    """Delete the states of an object that was deleted."""
    TranslationState.objects.of(instance).delete()


def update_all() -> int:
    """Update the states of all objects; return the number of states.

    Confirmations stay. States of objects that no longer exist are deleted.
    """
    for model in translated_models():
        for instance in model._default_manager.all():
            update(instance)
        gone = TranslationState.objects.of_kind(model).exclude(
            object_id__in=model._default_manager.values("pk")
        )
        gone.delete()
    return TranslationState.objects.count()


def connect() -> None:
    page_published.connect(page_is_published, dispatch_uid="translations.page_is_published")
    for model in translated_models():
        uid = f"translations.{model._meta.label}"
        if not issubclass(model, BasePage):  # saving a draft changes nothing in public
            post_save.connect(object_is_saved, sender=model, dispatch_uid=f"{uid}.saved")
        post_delete.connect(object_is_deleted, sender=model, dispatch_uid=f"{uid}.deleted")


def page_is_published(sender, instance: BasePage, **kwargs) -> None:
    update(instance)


def object_is_saved(sender, instance: Model, raw: bool = False, **kwargs) -> None:
    if not raw:
        update(instance)


def object_is_deleted(sender, instance: Model, **kwargs) -> None:
    forget(instance)
