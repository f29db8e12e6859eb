"""What a post may do, and where its holder begins the day."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor, Standing
from anju.ui.menu import PREFIXES

# What a post may do; each grant is checked by a door (pages, API) or an action.
ALL_GRANTS = frozenset(
    {
        "places.see",
        "places.manage",  # import homes and people, print codes
        "people.see",
        "people.see_phone",
        "people.manage",
        "requests.see",  # every request of the community
        "proposals.answer",  # decide on suggestions, answer questions, name who was praised
        "knowledge.manage",  # write, publish and withdraw articles
        "requests.answer",  # take on, answer, file on behalf, merge, close for somebody
        "incidents.manage",  # mass incidents: open, tell all, end
        "complaints.handle",  # hold complaints, name whom they are about, say who holds them
        "work.do",  # jobs of one's own
        "work.see",  # every job
        "work.assign",
        "team.manage",  # the duty plan, skills and papers of the staff
        "voice.visit",  # ask again about what was closed
        "stores.see",  # parts, stores, tools
        "stores.manage",  # take in, move, count, scrap; prices; calibration
        "charges.manage",  # see what is charged, cancel a charge
        "insight.see",  # the manager's page
        "settings.manage",  # tokens, webhooks, community settings
    }
)

_DESK = frozenset(
    {
        "places.see",
        "people.see",
        "people.see_phone",
        "requests.see",
        "requests.answer",
        "incidents.manage",
        "proposals.answer",
        "work.see",
        "work.assign",
        "voice.visit",
    }
)
_LEAD = frozenset(
    {
        "places.see",
        "people.see",
        "requests.see",
        "incidents.manage",
        "proposals.answer",
        "work.see",
        "work.assign",
        "work.do",
        "team.manage",
        "insight.see",
    }
)
_CREW = frozenset({"places.see", "work.do"})


@dataclass(frozen=True)
class Post:
    title: str | Promise
    grants: frozenset[str]


# Codes and titles follow the positions catalogue.
POSTS: dict[str, Post] = {
    "COMPANY": Post(_("公司职能"), ALL_GRANTS - {"work.do"}),
    "PM": Post(_("项目经理"), ALL_GRANTS),
    "CS_LEADER": Post(
        _("客服主管"),
        _DESK
        | {
            "complaints.handle",
            "insight.see",
            "people.manage",
            "places.manage",
            "team.manage",
            "knowledge.manage",
            "stores.see",
            "charges.manage",
        },
    ),
    "CS_AGENT": Post(_("客服专员"), _DESK),
    "STEWARD": Post(_("楼宇管家"), _DESK | {"work.do"}),
    "FINANCE": Post(
        _("收费员"),
        frozenset(
            {
                "places.see",
                "people.see",
                "requests.see",
                "requests.answer",
                "proposals.answer",
                "charges.manage",
            }
        ),
    ),
    "SEC_LEADER": Post(_("秩序主管"), _LEAD),
    "SEC_GUARD": Post(_("秩序维护员"), _CREW),
    "CCTV_OP": Post(_("中控值班员"), _CREW),
    "ENV_MANAGER": Post(_("环境主管"), _LEAD),
    "CLEAN_LEADER": Post(_("保洁领班"), _CREW | {"work.see", "work.assign"}),
    "CLEANER": Post(_("保洁员"), _CREW),
    "GARDENER": Post(_("绿化养护工"), _CREW),
    "ENG_LEADER": Post(_("工程主管"), _LEAD | {"people.see_phone", "stores.see", "stores.manage"}),
    "ENG_TECH": Post(_("综合维修工"), _CREW),
    "ENG_ELEC": Post(_("值班电工"), _CREW),
    "LIFT_SAFETY": Post(_("电梯安全员"), _CREW),
    "LIFT_VENDOR": Post(_("电梯维保单位"), _CREW),
    "FIRE_VENDOR": Post(_("消防维保单位"), _CREW),
    "VENDOR": Post(_("专项外包单位"), _CREW),
}


# Who leads whom; a post that is not named is led by the project manager, who is led by the company.
_LEADERS = {
    "SEC_GUARD": "SEC_LEADER",
    "CCTV_OP": "SEC_LEADER",
    "CLEANER": "CLEAN_LEADER",
    "CLEAN_LEADER": "ENV_MANAGER",
    "GARDENER": "ENV_MANAGER",
    "ENG_TECH": "ENG_LEADER",
    "ENG_ELEC": "ENG_LEADER",
    "LIFT_SAFETY": "ENG_LEADER",
    "LIFT_VENDOR": "ENG_LEADER",
    "FIRE_VENDOR": "ENG_LEADER",
    "CS_AGENT": "CS_LEADER",
    "STEWARD": "CS_LEADER",
    "FINANCE": "CS_LEADER",
    "PM": "COMPANY",
}


def leads(post: str) -> str:
    """The post that leads another; "" for the company."""
    return "" if post == "COMPANY" else _LEADERS.get(post, "PM")


def grants_of(posts: Iterable[str]) -> frozenset[str]:
    """The grants of all given posts together; an unknown post grants nothing."""
    return frozenset().union(*(POSTS[post].grants for post in posts if post in POSTS))


def post_title(code: str) -> str:
    return str(POSTS[code].title) if code in POSTS else code


_DESK_WORK = {"requests.answer", "insight.see", "people.manage", "settings.manage"}


def faces_of(standing: Standing) -> list[tuple[str, str]]:
    """The faces (desk, crew, resident) that somebody has in a community with their addresses, work first."""
    has = {
        "desk": bool(standing.grants & _DESK_WORK),
        "crew": standing.is_staff,
        "resident": bool(standing.places),
    }
    return [(face, f"/{PREFIXES[face]}/{standing.slug}/") for face, held in has.items() if held]


def first_page(actor: Actor) -> str:
    """The address where a person begins after signing in: the desk, the crew's phone page, or their home."""
    faces = [face for standing in actor.standings for face in faces_of(standing)]
    order = list(PREFIXES)
    return min(faces, key=lambda face: -order.index(face[0]))[1] if faces else "/me/"
