"""What happened to a person, in words: who registered, changed or looked at what."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from anju.kernel.events import Recorded, history
from anju.people import events
from anju.people.models import HomeRole, Person
from anju.people.queries.persons import persons_named, posts_of
from anju.people.rules import post_title

MOST = 60


class Entry(TypedDict):
    """As the timeline shows it."""

    at: datetime
    words: str
    icon: str
    person: str
    post: str


def history_of(person: Person) -> list[Entry]:
    """The latest ``MOST`` events about the person, oldest first."""
    happened = history(person.community_id, [(person._meta.label_lower, person.id)])[-MOST:]
    actors = {one.person_id for one in happened}
    people = persons_named(person.community_id, actors)
    posts = posts_of(person.community_id, actors)
    homes = _labels(person)
    return [
        Entry(
            at=one.at,
            words=_SAID[one.kind][1](one, homes),
            icon=_SAID[one.kind][0],
            person=people[one.person_id].name if one.person_id in people else _("系统"),
            post=" ".join(post_title(post) for post in posts[one.person_id])
            if one.person_id in posts
            else "",
        )
        for one in happened
        if one.kind in _SAID
    ]


def _labels(person: Person) -> dict[int, str]:
    held = HomeRole.objects.of(person.community_id).filter(person=person)
    return dict(held.values_list("home_id", "home__label"))


Said = Callable[[Recorded[Any], dict[int, str]], str]

_FIELDS = {
    "name": lambda: _("姓名"),
    "phone": lambda: _("手机号"),
    "email": lambda: _("邮箱"),
    "gender": lambda: _("性别"),
    "care_note": lambda: _("关怀说明"),
}


def _changed(one: Recorded[Any], homes: dict[int, str]) -> str:
    return _("改了%(fields)s") % {"fields": "、".join(_FIELDS[name]() for name in one.facts["fields"])}


def _home(words: Callable[[], str]) -> Said:
    def say(one: Recorded[Any], homes: dict[int, str]) -> str:
        role = str(HomeRole.Role(one.facts["role"]).label)
        return words() % {"home": homes.get(one.facts["home_id"], _("一套房屋")), "role": role}

    return say


def _post(words: Callable[[], str]) -> Said:
    return lambda one, homes: words() % {"post": post_title(one.facts["post"])}


def _plain(words: Callable[[], str]) -> Said:
    return lambda one, homes: words()


_SAID: dict[str, tuple[str, Said]] = {
    events.PersonAdded.kind: ("user-plus", _plain(lambda: _("登记了这个人"))),
    events.PersonChanged.kind: ("pencil", _changed),
    events.PersonDeactivated.kind: ("user-off", _plain(lambda: _("停用了"))),
    events.PersonReactivated.kind: ("user-check", _plain(lambda: _("恢复了"))),
    events.PhoneShown.kind: ("eye", _plain(lambda: _("看了完整手机号"))),
    events.AccountOpened.kind: ("key", _plain(lambda: _("开通了登录"))),
    events.HomeRoleGiven.kind: ("home-plus", _home(lambda: _("登记为%(home)s的%(role)s"))),
    events.HomeRoleEnded.kind: ("home-minus", _home(lambda: _("不再是%(home)s的%(role)s"))),
    events.StaffPostGiven.kind: ("id-badge-2", _post(lambda: _("到岗：%(post)s"))),
    events.StaffPostEnded.kind: ("id-badge-off", _post(lambda: _("离岗：%(post)s"))),
    events.VehicleAdded.kind: ("car", _plain(lambda: _("登记了一个车牌"))),
    events.VehicleRemoved.kind: ("car-off", _plain(lambda: _("去掉了一个车牌"))),
}
