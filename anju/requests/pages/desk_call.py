"""What a call's form shows while it is being filled in: who it may be, where, which category, what is promised."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from anju.kernel import clock
from anju.kernel.errors import NotFound
from anju.kernel.ids import id_in
from anju.learning.queries import categories_in, suggest
from anju.people.queries import homes_of, person_named, search_people, search_places
from anju.places.queries import place_for
from anju.requests import wishes
from anju.requests.alike import duplicates_at
from anju.requests.beside import Told, offers_for
from anju.requests.clock_queries import foresee
from anju.requests.pages.desk_promises import promised_in
from anju.requests.pages.reporting import complaint_told
from anju.standards.choices import Priority
from anju.standards.queries import category_for, category_groups
from anju.ui.doors import Request

HITS = 6
MOST_TO_GUESS_BY = 400


def person_told(request: Request, told: Mapping[str, str]) -> Any:
    """The person chosen as the caller; None for nobody, for one unknown here and for one the desk may not see."""
    person_id = id_in(told.get("reporter", ""))
    community_id = request.standing.community_id
    if person_id is None or not request.standing.may("people.see"):
        return None
    try:
        return person_named(community_id, person_id)
    except NotFound:
        return None


def place_told(request: Request, told: Mapping[str, str]) -> Any:
    place_id = id_in(told.get("place", ""))
    if place_id is None:
        return None
    try:
        return place_for(request.actor, request.standing.community_id, place_id)
    except NotFound:
        return None


def category_told(community_id: int, told: Mapping[str, str]) -> Any:
    """The category that was chosen, from the whole list or among the guesses; None for none that can be asked for."""
    code = (told.get("other") or told.get("category") or "")[:10]
    if not code:
        return None
    try:
        found = category_for(community_id, code)
    except NotFound:
        return None
    return found if found.priority and found.is_active else None


def callers(request: Request, told: Mapping[str, str]) -> dict[str, Any]:
    """Who it may be: the people found by name, phone tail or room, the chosen one first."""
    text, chosen = told.get("who", "").strip()[:40], person_told(request, told)
    hits = search_people(request.actor, [request.standing.community_id], text, HITS) if text else []
    return {
        "who": text,
        "person": chosen,
        "people": [hit for hit in hits if chosen is None or hit.id != chosen.id],
        "asked_who": bool(text),
    }


def places(request: Request, told: Mapping[str, str]) -> dict[str, Any]:
    """Where it may be: the homes of the caller, what was searched for; the first home is taken if none is chosen."""
    community_id, text = request.standing.community_id, told.get("where", "").strip()[:40]
    person, chosen = person_told(request, told), place_told(request, told)
    offered = (
        {str(held.home.id): held.home.label for held in homes_of(community_id, person.id)} if person else {}
    )
    if chosen is not None:
        offered = {str(chosen.id): chosen.label} | offered
    for found in search_places(request.actor, community_id, text, HITS) if text else []:
        offered.setdefault(str(found.id), found.label)
    marked = str(chosen.id) if chosen else next(iter(offered), "") if person or not text else ""
    return {"where": text, "offered": list(offered.items()), "marked": marked, "asked_where": bool(text)}


def foreseen(request: Request, told: Mapping[str, str]) -> dict[str, Any]:
    """Which category the words mean, what would be promised, and what is open at that place already."""
    community_id, words = request.standing.community_id, told.get("words", "").strip()
    words_meant = words[:MOST_TO_GUESS_BY]
    suggested = suggest(community_id, words_meant)
    guesses = categories_in(suggested, community_id, words_meant)
    kept = category_told(community_id, {"other": told.get("other", ""), "category": told.get("kept", "")})
    if kept is not None:
        guesses = [kept, *(guess for guess in guesses if guess.id != kept.id)]
    meant = guesses[0] if guesses else None
    place = place_told(request, told)
    seen = foresee(meant, words, place) if meant else None
    worth = {one.category.id: one.percent for one in suggested if one.category and one.confidence}
    return {
        "guesses": [(guess, worth.get(guess.id)) for guess in guesses[:4]],
        "meant": meant,
        "kept": kept,
        "groups": category_groups(community_id),
        "foreseen": seen,
        "priority": Priority(seen.priority).label if seen else "",
        "promised": promised_in(seen.promise) if seen else [],
        "called": [(one.label, one.percent) for one in suggested if one.category is None],
        "unsure": bool(worth) and not suggested[0].sure,
        "same": duplicates_at(request.actor, place, meant, words=words) if place and words else [],
        "offers": offers_for(
            request.actor,
            Told(community_id, words[:1000], meant.kind if meant else "", place, meant, by_desk=True),
        ),
        "asked_what": bool(words),
        **complaint_told(told, meant.kind if meant else "", meant),
    }


def wishes_offered() -> list[tuple[str, str]]:
    """Times to choose from: how they are called now, and the words that are kept."""
    now, zone = clock.now(), timezone.get_current_timezone()
    return [
        (wish.label, wishes.wish_words(wish.code, "", now, zone))
        for wish in wishes.offered(now, zone)
        if wish.code != wishes.OWN
    ]
