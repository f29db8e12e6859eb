"""Who could go."""

from dataclasses import dataclass

from django.db.models import Count

from anju.people.queries import posts_of, staff_with_grant
from anju.people.rules import grants_of, post_title
from anju.work.models import Job
from anju.work.queries.jobs import MINE


@dataclass(frozen=True)
class Candidate:
    """Somebody a job could go to, and how much they have on their hands."""

    person_id: int
    name: str
    posts: list[str]
    open_jobs: int
    fits: bool
    leads: bool = False

    @property
    def titles(self) -> list[str]:
        """The names of the posts."""
        return [post_title(post) for post in self.posts]


def candidates_for(community_id: int, responder_post: str) -> list[Candidate]:
    """Who can do work here: holders of the category's post first, who leads last, then by the fewest open jobs."""
    people = staff_with_grant(community_id, "work.do")
    ids = [person.id for person in people]
    posts = posts_of(community_id, ids)
    load = dict(
        Job.objects.of(community_id)
        .filter(assignee_id__in=ids, state__in=MINE)
        .values_list("assignee_id")
        .annotate(jobs=Count("id"))
    )
    found = [
        Candidate(
            person.id,
            person.name,
            posts[person.id],
            load.get(person.id, 0),
            responder_post in posts[person.id],
            "work.assign" in grants_of(posts[person.id]),
        )
        for person in people
    ]
    return sorted(found, key=lambda one: (not one.fits, one.leads, one.open_jobs, one.name))


def workers_of(community_id: int) -> list[tuple[int, str]]:
    """Id and name of everybody who can do work here."""
    return [(person.id, person.name) for person in staff_with_grant(community_id, "work.do")]
