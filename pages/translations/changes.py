"""Changes in the Spanish texts since a translation was confirmed."""

from ..models import TranslationState
from .text_units import Text


def changed_keys(state: TranslationState, today: list[Text]) -> list[str]:
    """Return the keys of changed, added and removed texts; removed ones last."""
    confirmed = {text["key"]: text["digest"] for text in state.confirmed_texts}
    now = {text.key: text.digest for text in today}
    changed = [key for key, digest in now.items() if confirmed.get(key) != digest]
    return changed + [key for key in confirmed if key not in now]
