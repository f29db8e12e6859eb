"""The steps with a proposal or a praise: those of the staff on the desk's page of a request, those of the author."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Standing
from anju.kernel.errors import Invalid, NotFound
from anju.people.queries import posts_of
from anju.people.rules import post_title
from anju.proposals import actions, queries, rules
from anju.proposals.choices import Decision, ProposalState
from anju.proposals.forms import (
    AnswererForm,
    DecisionForm,
    MadeArticleForm,
    PersonsForm,
    PraiseWayForm,
    ResultForm,
    ShareForm,
    SignForm,
)
from anju.requests.beside import Act, Way
from anju.requests.choices import RequestState
from anju.standards.choices import RequestKind
from anju.ui.doors import Request


def seen_proposal(found: Any) -> Any:
    """The proposal of a request, read once for all that one page asks of it."""
    if "seen_proposal" not in found.__dict__:
        found.__dict__["seen_proposal"] = queries.proposal_of(found)
    return found.__dict__["seen_proposal"]


def _proposal(found: Any) -> Any:
    proposal = seen_proposal(found)
    if proposal is None:
        raise NotFound()
    proposal.request = found
    return proposal


def _is_open(standing: Standing, found: Any) -> bool:
    proposal = seen_proposal(found)
    return proposal is not None and proposal.state == ProposalState.OPEN


def _may_tell_result(standing: Standing, found: Any) -> bool:
    proposal = seen_proposal(found) if found.kind == RequestKind.SUGGESTION else None
    return proposal is not None and rules.has_result(proposal)


def _may_make_article(standing: Standing, found: Any) -> bool:
    proposal = seen_proposal(found)
    return proposal is not None and proposal.state == ProposalState.DECIDED and proposal.article_id is None


def _may_praise(standing: Standing, found: Any) -> bool:
    return found.kind == RequestKind.PRAISE and found.state not in (
        RequestState.CANCELLED,
        RequestState.MERGED,
    )


def _name(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.name_answerer(
        actor=request.actor, proposal=_proposal(found), person_id=given["answerer"], why=given["why"]
    )


def _decide(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.decide(
        actor=request.actor,
        proposal=_proposal(found),
        decision=given["decision"],
        reason=given["reason"],
        until=given.get("until"),
    )


def _tell(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.tell_result(actor=request.actor, proposal=_proposal(found), **given)


def _make(request: Request, found: Any, given: dict[str, Any]) -> None:
    categories = queries.article_words(_proposal(found))["categories"]
    actions.make_article(actor=request.actor, proposal=_proposal(found), categories=categories, **given)


def _praise(request: Request, found: Any, given: dict[str, Any]) -> None:
    actions.name_praised(
        actor=request.actor, request=found, person_ids=[int(one) for one in given["persons"]]
    )


def _able(request: Request, found: Any) -> dict[str, Any]:
    """Who may answer, with the post; the one who does already and the author are left out."""
    proposal = _proposal(found)
    able = [
        one
        for one in queries.able_to_answer(found.community_id)
        if one.id not in (proposal.answerer_id, found.reporter_id)
    ]
    posts = posts_of(found.community_id, [one.id for one in able])
    return {"able": [(one.id, f"{one.name} · {post_title(next(iter(posts[one.id]), ''))}") for one in able]}


def _decisions(request: Request, found: Any) -> dict[str, Any]:
    fitting = rules.decisions_for(_proposal(found))
    first = {"decision": fitting[0]} if fitting[0] == Decision.ANSWERED else {}
    return {
        "decisions": [(one.value, one.label) for one in fitting],
        "may_study": Decision.STUDY in fitting,
        "initial": first,
    }


def _article(request: Request, found: Any) -> dict[str, Any]:
    return {"initial": queries.article_words(_proposal(found))}


def _candidates(request: Request, found: Any) -> dict[str, Any]:
    named = {praise.person_id for praise in queries.praise_of_request(found)}
    return {
        "candidates": [
            (str(person.id), f"{person.name} · {post}")
            for person, post in queries.candidates_for(found)
            if person.id not in named
        ]
    }


ACTS: dict[str, Act] = {
    "decide": Act(
        DecisionForm,
        _("决定，写明理由"),
        _("告诉提的人"),
        _("已经告诉提的人。"),
        _decide,
        may=_is_open,
        prepare=_decisions,
        icon="gavel",
        needs="proposals.answer",
    ),
    "answerer": Act(
        AnswererForm,
        _("换人答复"),
        _("换成这位"),
        _("已换人，提的人看得到是谁。"),
        _name,
        may=_is_open,
        prepare=_able,
        icon="user-share",
        needs="proposals.answer",
    ),
    "result": Act(
        ResultForm,
        _("写结果"),
        _("告诉提的人"),
        _("已经告诉提的人和附议的邻居。"),
        _tell,
        may=_may_tell_result,
        icon="flag-check",
        needs="proposals.answer",
    ),
    "article": Act(
        MadeArticleForm,
        _("存成常见问题"),
        _("存起来"),
        _("已存进知识库，下次有人问会先看到。"),
        _make,
        may=_may_make_article,
        prepare=_article,
        icon="book",
        needs="knowledge.manage",
    ),
    "praise": Act(
        PersonsForm,
        _("要表扬谁"),
        _("转给本人"),
        _("已经转给本人和他的上级。"),
        _praise,
        may=_may_praise,
        prepare=_candidates,
        icon="heart",
        needs="proposals.answer",
    ),
}


def _share(actor: Any, found: Any, told: Any) -> None:
    actions.share_proposal(actor=actor, proposal=_proposal(found), shared=told["shared"] == "1")


def _praise_by_author(actor: Any, found: Any, told: Any) -> None:
    if not queries.is_author(actor, found):
        raise NotFound()
    if not told["persons"]:
        raise Invalid(fields={"persons": _("请选一下要表扬的是哪位同事。")})
    actions.name_praised(actor=actor, request=found, person_ids=told["persons"], signed=told["signed"])


def _sign(actor: Any, found: Any, told: Any) -> None:
    actions.sign_praise(actor=actor, request=found, signed=told["signed"] == "1")


WAYS: dict[str, Way] = {
    "share": Way(ShareForm, _share, _("已经改好。")),
    "praise": Way(PraiseWayForm, _praise_by_author, _("谢谢您，已经转给他本人。")),
    "sign": Way(SignForm, _sign, _("已经改好。")),
}
