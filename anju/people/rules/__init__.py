"""Pure decisions about people."""

from anju.people.rules.dates import holds_on, overlaps
from anju.people.rules.devices import device_words
from anju.people.rules.names import mask_name, pinyin_of
from anju.people.rules.phones import clean_phone, is_mobile, mask_email, mask_phone
from anju.people.rules.plates import clean_plate
from anju.people.rules.posts import (
    ALL_GRANTS,
    POSTS,
    Post,
    faces_of,
    first_page,
    grants_of,
    leads,
    post_title,
)
from anju.people.rules.search import grams, haystack_of, search_pieces

__all__ = [
    "ALL_GRANTS",
    "POSTS",
    "Post",
    "clean_phone",
    "clean_plate",
    "device_words",
    "faces_of",
    "first_page",
    "grams",
    "grants_of",
    "haystack_of",
    "holds_on",
    "is_mobile",
    "leads",
    "mask_email",
    "mask_name",
    "mask_phone",
    "overlaps",
    "pinyin_of",
    "post_title",
    "search_pieces",
]
