"""Pictures in the stored content of pages: to find them, to take one out, to ask for consent.

A picture is in a foreign key of a page or inline row, a block, or an embed of a rich text.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modeltranslation.utils import get_translation_fields
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from oim_portal.media.models import PortalImage
from oim_portal.media.models.image import PortalImageQuerySet
from pages.models import BasePage

from .digest import content_of

EMBED = re.compile(r'<embed(?=[^>]*\bembedtype="image")[^>]*\bid="(\d+)"[^>]*>')
GONE = object()

IsGone = Callable[[int], bool]


def pictures_in(model: type[models.Model], content: dict[str, Any]) -> set[int]:
    """Return the keys of the pictures in a revision's content."""
    found: set[int] = set()
    without(model, content, lambda pk: bool(found.add(pk)))  # type: ignore[func-returns-value]
    return found


def without(model: type[models.Model], content: dict[str, Any], is_gone: IsGone) -> dict[str, Any]:
    """Return a revision's content, or that of an inline row, without some of its pictures.

    With a picture go its alternative texts, and the block that needs it with its caption.
    """
    left, alone = dict(content), {}
    for name, value in content.items():
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if field.one_to_many:
            left[name] = [without(field.related_model, row, is_gone) for row in value or []]
        elif field.related_model is PortalImage and value and is_gone(value):
            texts = content.keys() & {f"{name}_alt", *get_translation_fields(f"{name}_alt")}
            alone |= dict.fromkeys(texts, "") | {name: None}
        elif isinstance(field, StreamField) and value:
            blocks = json.loads(value)
            rest = part_without(field.stream_block, blocks, is_gone)
            left[name] = value if rest == blocks else json.dumps(rest)
        else:
            left[name] = part_without(None, value, is_gone)
    return left | alone


def part_without(block: Block | None, value: Any, is_gone: IsGone) -> Any:
    """Return the stored value of a block without some pictures; GONE for a block that needs one."""
    if isinstance(value, str):
        return EMBED.sub(lambda found: "" if is_gone(int(found[1])) else found[0], value)
    if isinstance(block, ImageBlock | ImageChooserBlock):
        chooser = block.child_blocks["image"] if isinstance(block, ImageBlock) else block
        picture = value.get("image") if isinstance(value, dict) else value
        if not (picture and is_gone(picture)):
            return value
        return GONE if chooser.required else None
    if isinstance(block, BaseStructBlock) and isinstance(value, dict):
        parts = {
            name: part_without(block.child_blocks.get(name), part, is_gone)
            for name, part in value.items()
        }
        return GONE if GONE in parts.values() else parts
    if isinstance(block, BaseStreamBlock | ListBlock) and isinstance(value, list):
        items = (item_without(block, item, is_gone) for item in value)
        return [item for item in items if item is not GONE]
    return value


def item_without(block: BaseStreamBlock | ListBlock, item: Any, is_gone: IsGone) -> Any:
    """Return an item of a stream or list; GONE with what it holds. Old lists hold plain values."""
    is_list = isinstance(block, ListBlock)
    if not (isinstance(item, dict) and {"type", "value"} <= item.keys()):
        return part_without(block.child_block if is_list else None, item, is_gone)
    child = block.child_block if is_list else block.child_blocks.get(item["type"])
    rest = part_without(child, item["value"], is_gone)
    return GONE if rest is GONE else item | {"value": rest}


def newly_shown(
    model: type[models.Model], content: dict[str, Any], public: BasePage | None = None
) -> PortalImageQuerySet:
    """Return the pictures in a content, without those that the page shows in public already.

    These hold up no correction: if their consent ends, they are withdrawn.
    """
    shown = pictures_in(model, content)
    if shown and public and public.live:
        shown -= pictures_in(model, content_of(public.specific))
    return PortalImage.objects.filter(pk__in=shown)
