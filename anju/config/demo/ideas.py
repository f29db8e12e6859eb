"""Suggestions, questions and praise of the demo: one at each stage, played by its people through the real actions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from anju.config.demo.life import Happening, Troupe
from anju.config.demo.settling import the_proposal
from anju.config.demo.stories import read
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.proposals import actions as proposals
from anju.proposals.queries import article_words
from anju.requests import actions as requests
from anju.standards.queries import category_for


def ideas_under_way(troupe: Troupe, until: datetime) -> Iterator[Happening]:
    """Each idea at its moment; it goes as far as the present lets it."""
    for number, row in enumerate(read("ideas")):
        at = until - timedelta(days=row["ago"])
        yield at, partial(_play, troupe, at, until, number, row)


def _play(troupe: Troupe, at: datetime, until: datetime, number: int, row: dict[str, Any]) -> None:
    reporter, _person, home = troupe.residents[(number * 53 + 5) % len(troupe.residents)]
    areas = troupe.areas.get(row["where"], [])
    with clock.moved(at) as hands:
        request = requests.report_request(
            actor=reporter,
            place=areas[0] if areas else home,
            category=category_for(troupe.community_id, row["code"]),
            words=row["words"],
        )
        if row.get("shared"):
            proposals.share_proposal(actor=reporter, proposal=the_proposal(request), shared=True)
            _support(troupe, request, reporter, row["supports"], number)
        if row.get("signed") is False:
            proposals.sign_praise(actor=reporter, request=request, signed=False)
        for days, step, given in row["then"]:
            moment = at + timedelta(days=days)
            if moment >= until:
                return
            hands.to(moment)
            _step(troupe, request, step, dict(given), row, number)


def _support(troupe: Troupe, request: Any, reporter: Actor, wanted: int, number: int) -> None:
    """Neighbours from all over, each once; whoever lives with the author may be among them, the author is not."""
    own = reporter.person_in(troupe.community_id)
    seen: set[int | None] = {own}
    for at in range(len(troupe.residents)):
        actor, _person, _home = troupe.residents[(at * 29 + number) % len(troupe.residents)]
        if len(seen) > wanted:
            return
        if actor.person_in(troupe.community_id) not in seen:
            seen.add(actor.person_in(troupe.community_id))
            proposals.support_proposal(actor=actor, proposal=the_proposal(request))


def _step(
    troupe: Troupe, request: Any, step: str, given: dict[str, Any], row: dict[str, Any], number: int
) -> None:
    if step == "praise":
        crew = troupe.crew.get(row["post"]) or troupe.crew["ENG_TECH"]
        person_id = crew[number % len(crew)].person_in(troupe.community_id) or 0
        proposals.name_praised(actor=troupe.agent, request=request, person_ids=[person_id])
        return
    proposal = the_proposal(request)
    if step == "climb":
        proposals.climb(community_id=troupe.community_id, proposal_id=proposal.id)
    elif step == "result":
        proposals.tell_result(actor=troupe.leader, proposal=proposal, **given)
    elif step == "article":
        words = article_words(proposal) | given
        proposals.make_article(actor=troupe.leader, proposal=proposal, publish=True, **words)
    else:
        days = given.pop("days", 0)
        until = (clock.now() + timedelta(days=days)).date() if days else None
        proposals.decide(actor=troupe.leader, proposal=proposal, until=until, **given)
