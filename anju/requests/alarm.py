"""Words of danger: what to do at once and whom to call. The report still goes its way."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anju.standards.rules.danger import DangerLists, danger_in, kind_of_danger


@dataclass(frozen=True)
class Alarm:
    """``words`` says what to do now; ``numbers`` are (who, number), the most needed first."""

    words: str
    numbers: list[tuple[str, str]]


def alarm_in(words: str, hotline: str, lists: DangerLists) -> Alarm | None:
    """The alarm that the words call for, None where they tell of no danger. Numbers: fire and rescue 119, first aid
    120, police 110, and the community's own. ``lists`` are the community's words of danger."""
    found = danger_in(words, lists)
    if found is None:
        return None
    fire, aid, police = (_("火警"), "119"), (_("急救"), "120"), (_("报警"), "110")
    told: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "火": (_("先离开，别坐电梯，到安全的地方再打电话。"), [fire]),
        "气": (_("先开窗、关阀门，别开关电灯和插头，到室外再打电话。"), [fire]),
        "电": (_("别碰带电的人和东西，能拉总闸就先拉总闸。"), [aid]),
        "困": (_("别扒门，按呼叫按钮，我们马上派人。"), [fire]),
        "坠": (_("请先离开下方，别让人靠近。"), [police, aid]),
        "伤": (_("有人受伤，请先打急救电话。"), [aid]),
        "凶": (_("先保护好自己，到安全的地方报警。"), [police]),
    }
    advice, numbers = told[kind_of_danger(found, lists)]
    own = [(_("物业"), hotline)] if hotline else []
    return Alarm(advice, [*numbers, *own])
