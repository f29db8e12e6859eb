"""What the demo shows to strangers: faces to sign in as, and the text messages that were not really sent."""

from dataclasses import dataclass

from anju.kernel.models import SentText
from anju.people.models import HomeRole, Person, StaffPost
from anju.people.queries.dates import holding, today
from anju.people.rules import post_title

# The post, and the face in which its holder works.
_SHOWN = [("ENG_TECH", "crew", "tool"), ("CS_AGENT", "desk", "headset"), ("PM", "desk", "chart-bar")]
_NEWEST = 20


@dataclass(frozen=True)
class DemoFace:
    """Somebody to sign in as with one tap: POST ``phone`` to ``people:demo_enter``, which goes on to ``url``."""

    phone: str
    name: str
    title: str
    url: str
    icon: str


def demo_faces() -> list[DemoFace]:
    """A resident, a technician, a desk agent and a manager of the first community; those that are there."""
    resident = (
        HomeRole.objects.across()
        .filter(holding(today()), role=HomeRole.Role.OWNER, person__account__is_active=True)
        .filter(person__is_active=True)
        .select_related("person", "community", "home")
        .order_by("community_id", "id")
        .first()
    )
    if resident is None:
        return []
    slug = resident.community.slug
    faces = [
        _face(
            resident.person,
            f"{resident.get_role_display()} · {resident.home.label}",
            f"/home/{slug}/",
            "home",
        )
    ]
    for post, face, icon in _SHOWN:
        held = (
            StaffPost.objects.of(resident.community_id)
            .filter(holding(today()), post=post, person__account__is_active=True, person__is_active=True)
            .select_related("person")
            .order_by("id")
            .first()
        )
        if held is not None:
            faces.append(_face(held.person, post_title(post), f"/{face}/{slug}/", icon))
    return faces


def newest_texts() -> list[SentText]:
    return list(SentText.objects.order_by("-id")[:_NEWEST])


def _face(person: Person, title: str, url: str, icon: str) -> DemoFace:
    return DemoFace(phone=person.phone, name=person.name, title=title, url=url, icon=icon)
