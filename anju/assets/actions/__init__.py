"""Everything that can be done with stores, parts, tools and warranties."""

from anju.assets.actions.moving import (
    count_stock,
    give_back,
    move_parts,
    release_reservations,
    reserve_parts,
    scrap_parts,
    take_for,
    take_in,
)
from anju.assets.actions.stores import add_part, add_store, change_part, change_store, set_minimum
from anju.assets.actions.tools import (
    add_tool,
    calibrate_tool,
    lend_tool,
    lock_tool,
    retire_tool,
    return_tool,
    unlock_tool,
)
from anju.assets.actions.warranties import record_delivery, set_warranty

__all__ = [
    "add_part",
    "add_store",
    "add_tool",
    "calibrate_tool",
    "change_part",
    "change_store",
    "count_stock",
    "give_back",
    "lend_tool",
    "lock_tool",
    "move_parts",
    "record_delivery",
    "release_reservations",
    "reserve_parts",
    "retire_tool",
    "return_tool",
    "scrap_parts",
    "set_minimum",
    "set_warranty",
    "take_for",
    "take_in",
    "unlock_tool",
]
