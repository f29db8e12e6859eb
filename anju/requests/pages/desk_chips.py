"""The filters of the board as links: each is an address, so that it can be kept, sent and gone back to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.requests.choices import OPEN_STATES, RequestState, Verdict
from anju.requests.forms.board import ENDED, STATE_NAMES
from anju.requests.queries import BoardFilter
from anju.standards.choices import Priority, RequestKind

# What is said of a result that is not good: three things that are never one number.
SAID: dict[str, Any] = {
    Verdict.NOT.value: gettext_lazy("说没好"),
    Verdict.HALF.value: gettext_lazy("好了一部分"),
    Verdict.MESSY.value: gettext_lazy("没收拾好"),
}


@dataclass(frozen=True)
class Chip:
    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True)
class Menu:
    """A filter with many values; ``label`` says the chosen one."""

    label: str
    chosen: bool
    chips: Sequence[Chip]


def address_of(looking: BoardFilter) -> str:
    """The query of the board's address; the open requests are what it shows without being asked."""
    query = replace(looking, states=() if tuple(looking.states) == OPEN_STATES else looking.states).query()
    if not looking.states:
        query = "&".join(filter(None, ["states=all", query]))
    return f"?{query}"


def chips_of(looking: BoardFilter, counts: Mapping[str, int]) -> list[Chip]:
    """The filters that are always in sight. Chosen once more, one is taken out again."""

    def chip(label: str, count: int | None = None, **limits: Any) -> Chip:
        active = all(getattr(looking, name) == value for name, value in limits.items())
        plain = {name: getattr(BoardFilter(), name) for name in limits}
        url = address_of(replace(looking, **(plain if active else limits)))
        return Chip(label=label, url=url, active=active, count=count)

    def state(one: RequestState, count: int | None = None) -> Chip:
        return chip(str(STATE_NAMES[one]), count, states=(one,))

    return [
        Chip(_("全部未结"), "?", looking == BoardFilter(), counts["open"]),
        state(RequestState.NEW, counts["new"]),
        state(RequestState.OPEN),
        state(RequestState.DONE),
        chip(_("快超时"), counts["soon"], late="soon"),
        chip(_("已超时"), counts["late"], late="late"),
        chip(_("没人接单"), unaccepted=True),
        *(chip(str(SAID[one]), counts[one], verdict=one) for one in SAID),
        chip(_("已结束"), states=ENDED),
        chip(_("问了没答复"), states=(RequestState.CLOSED,), verdict=Verdict.SILENT.value),
        *(chip(label, **limit) for label, limit in _given(looking)),
    ]


def _given(looking: BoardFilter) -> list[tuple[str, dict[str, Any]]]:
    """Limits that came with the address and have no chip of their own, so that they are seen and can be taken out."""
    given: list[tuple[str, dict[str, Any]]] = []
    if looking.closed_days:
        label = _("近 %(days)d 天结束的") % {"days": looking.closed_days}
        given.append((label, {"closed_days": looking.closed_days}))
    if looking.opened_days:
        label = _("近 %(days)d 天报的") % {"days": looking.opened_days}
        given.append((label, {"opened_days": looking.opened_days}))
    if looking.verdict == "bad":
        given.append((_("说没好、没全好或没收拾好"), {"verdict": "bad"}))
    elif looking.verdict and looking.verdict not in SAID and not _silent(looking):
        given.append((str(Verdict(looking.verdict).label), {"verdict": looking.verdict}))
    return given


def _silent(looking: BoardFilter) -> bool:
    return looking.verdict == Verdict.SILENT and tuple(looking.states) == (RequestState.CLOSED,)


def menus_of(looking: BoardFilter, buildings: Iterable[Any], groups: Iterable[tuple[str, str]]) -> list[Menu]:
    """The filters with many values: building, group of categories, kind, priority."""

    def menu(label: str, name: str, values: Iterable[tuple[Any, Any]]) -> Menu:
        present, empty = getattr(looking, name), getattr(BoardFilter(), name)
        chips = [
            Chip(str(word), address_of(replace(looking, **{name: value})), value == present)
            for value, word in values
        ]
        chosen = next((chip.label for chip in chips if chip.active), "")
        every = Chip(_("不限"), address_of(replace(looking, **{name: empty})), not chosen)
        return Menu(chosen or label, bool(chosen), [every, *chips])

    return [
        menu(_("楼栋"), "building_id", [(building.id, building.label) for building in buildings]),
        menu(_("类别"), "category_code", groups),
        menu(_("性质"), "kind", RequestKind.choices),
        menu(_("级别"), "priority", [(value, f"{value} {word}") for value, word in Priority.choices]),
    ]
