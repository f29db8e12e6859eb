"""What the staff can do, at the desk: everybody at a glance with what lapses, and one person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.kernel.errors import NotFound
from anju.people.queries import person_named, posts_of, staff_with_grant, today
from anju.people.rules import post_title
from anju.team import actions, queries
from anju.team.forms import PaperForm, SkillForm, TongueForm
from anju.team.rules import lapse_of
from anju.ui.doors import Request, desk_page
from anju.ui.forms import ActionForm

FORMS: dict[str, type[ActionForm]] = {"skill": SkillForm, "paper": PaperForm, "tongue": TongueForm}


@desk_page("team.manage")
def everybody(request: Request) -> HttpResponse:
    """Who works here with skills and papers; what has lapsed or lapses within 30 days stands on top."""
    community_id = request.standing.community_id
    people = staff_with_grant(community_id, "work.do")
    ids = [person.id for person in people]
    skills, papers = queries.skills_of(community_id, ids), queries.staff_papers(community_id, ids)
    spoken, posts = queries.languages_spoken(community_id, ids), posts_of(community_id, ids)
    names = {person.id: person for person in people}
    context = {
        "rows": [
            {
                "person": person,
                "posts": [post_title(post) for post in posts[person.id]],
                "skills": [queries.name_of(skill.code) for skill in skills[person.id]],
                "papers": [_paper(paper) for paper in papers[person.id]],
                "tongues": _tongues(spoken[person.id]),
            }
            for person in people
        ],
        "lapsing": [(names[paper.person_id], _paper(paper)) for paper in queries.lapsing(community_id, ids)],
    }
    return render(request, "team/desk/everybody.html", context)


@desk_page("team.manage")
def one(request: Request, person_id: int) -> HttpResponse:
    return _show(request, person_named(request.standing.community_id, person_id))


@desk_page("team.manage", "POST")
def add(request: Request, person_id: int, what: str) -> HttpResponse:
    """A skill, paper or language more."""
    if what not in FORMS:
        raise NotFound()
    person = person_named(request.standing.community_id, person_id)
    form = FORMS[what](request.POST)
    verbs: dict[str, Callable[..., object]] = {
        "skill": actions.give_skill,
        "paper": actions.add_qualification,
        "tongue": actions.add_tongue,
    }
    if form.is_valid() and form.do(
        lambda: verbs[what](actor=request.actor, person=person, **form.cleaned_data)
    ):
        messages.success(request, _("已登记。"))
        return redirect("team:one", request.standing.slug, person_id)
    return _show(request, person, **{f"{what}_form": form})


@desk_page("team.manage", "POST")
def end(request: Request, person_id: int, what: str, code: str) -> HttpResponse:
    """A skill or paper (by the id of its row) or a language (by its code) no longer counts."""
    community_id = request.standing.community_id
    person = person_named(community_id, person_id)
    if what == "skill":
        actions.end_skill(actor=request.actor, skill=queries.skill_named(person, code))
    elif what == "paper":
        actions.end_qualification(actor=request.actor, paper=queries.paper_named(person, code))
    elif what == "tongue":
        actions.remove_tongue(actor=request.actor, person=person, code=code)
    else:
        raise NotFound()
    return redirect("team:one", request.standing.slug, person_id)


def _show(request: Request, person: Any, **forms: ActionForm) -> HttpResponse:
    community_id = request.standing.community_id
    shown = {f"{what}_form": form() for what, form in FORMS.items()}
    names = queries.language_names()
    context = {
        "person": person,
        "posts": [post_title(post) for post in posts_of(community_id, [person.id])[person.id]],
        "skills": [
            (skill, queries.name_of(skill.code))
            for skill in queries.skills_of(community_id, [person.id])[person.id]
        ],
        "papers": [_paper(paper) for paper in queries.papers_of(community_id, person.id)],
        "tongues": [
            (code, names.get(code, code))
            for code in sorted(queries.languages_spoken(community_id, [person.id])[person.id])
        ],
        **shown,
        **forms,
    }
    return render(request, "team/desk/one.html", context, status=422 if forms else 200)


def _paper(paper: Any) -> dict[str, Any]:
    """A paper as the pages show it: its name and how it stands (``lapsed``, ``soon`` or empty)."""
    return {
        "row": paper,
        "name": queries.name_of(paper.code),
        "lapse": lapse_of(paper.valid_until, today()),
    }


def _tongues(codes: set[str]) -> list[str]:
    names = queries.language_names()
    return [names.get(code, code) for code in sorted(codes)]
