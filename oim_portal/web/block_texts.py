"""The texts of a StreamField's value, at any depth, each with the block that holds it."""

from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

Rule = Callable[[Any], Any]
RuleOfBlock = Callable[[blocks.Block | None], Rule]
# What the texts of a table around its cells are.
HEADING, CAPTION = blocks.CharBlock(required=False), blocks.TextBlock(required=False)


def changed_block(value: Any, block: blocks.Block | None, rule_of_block: RuleOfBlock) -> Any:
    """Return the value of a block with every text changed by the rule of the block that holds it.

    `value` is what `get_prep_value` returns; the block is None for what is no text of readers, such
    as an id.
    """
    if isinstance(value, str):
        return rule_of_block(block)(value)
    if isinstance(value, list):
        return [changed_item(item, block, rule_of_block) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(block, BaseTypedTableBlock):
        return changed_table(value, block, rule_of_block)
    children = getattr(block, "child_blocks", {})
    return {
        name: changed_block(part, children.get(name), rule_of_block) for name, part in value.items()
    }


def changed_item(item: Any, block: blocks.Block | None, rule_of_block: RuleOfBlock) -> Any:
    """Return an item of a stream or list, which holds the type of its block next to its value."""
    if isinstance(block, blocks.ListBlock):
        child = block.child_block
    elif isinstance(block, blocks.BaseStreamBlock) and isinstance(item, dict):
        child = block.child_blocks.get(item.get("type"))
    else:
        return changed_block(item, None, rule_of_block)
    if not (isinstance(item, dict) and "value" in item):
        return changed_block(item, child, rule_of_block)
    return {**item, "value": changed_block(item["value"], child, rule_of_block)}


def changed_table(
    value: dict[str, Any], block: BaseTypedTableBlock, rule_of_block: RuleOfBlock
) -> dict[str, Any]:
    """Return a table with changed cells, each by the block of its column."""
    heading = rule_of_block(HEADING)
    try:
        kinds = [block.child_blocks.get(column["type"]) for column in value["columns"]]
        columns = [{**each, "heading": heading(each["heading"] or "")} for each in value["columns"]]
        rows = [
            {
                **row,
                "values": [
                    changed_block(cell, kind, rule_of_block)
                    for cell, kind in zip(row["values"], kinds, strict=True)
                ],
            }
            for row in value["rows"]
        ]
    except (KeyError, TypeError, ValueError):  # not a table
        return changed_block(value, None, rule_of_block)
    table = {"columns": columns, "rows": rows}
    if isinstance(value.get("caption"), str):
        table["caption"] = rule_of_block(CAPTION)(value["caption"])
    return changed_block(value, None, rule_of_block) | table
