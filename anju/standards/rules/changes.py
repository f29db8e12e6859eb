"""What a change of a category must keep to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

DAY_MINUTES = 24 * 60
LONGEST_ANSWER = 7 * DAY_MINUTES
LONGEST_ARRIVAL = 30 * DAY_MINUTES
LONGEST_FINISH = 365 * 24  # hours


@dataclass(frozen=True)
class Times:
    """The clocks of a category as somebody wants them; None is not promised."""

    answer_minutes: int | None
    arrive_minutes: int | None
    safe_minutes: int | None
    finish_hours: int | None
    escalate_minutes: int | None


def faults_in(times: Times) -> dict[str, str]:
    """What is wrong with the clocks, by field; empty when all is well.

    Everybody gets an answer, so that one is always promised; nobody arrives before the answer, and nothing is
    finished before somebody arrives.
    """
    faults: dict[str, str] = {}
    limits = {
        "answer_minutes": (times.answer_minutes, LONGEST_ANSWER, _("最长 7 天，也就是 10080 分钟。")),
        "arrive_minutes": (times.arrive_minutes, LONGEST_ARRIVAL, _("最长 30 天，也就是 43200 分钟。")),
        "safe_minutes": (times.safe_minutes, LONGEST_ARRIVAL, _("最长 30 天，也就是 43200 分钟。")),
        "finish_hours": (times.finish_hours, LONGEST_FINISH, _("最长一年，也就是 8760 小时。")),
        "escalate_minutes": (times.escalate_minutes, LONGEST_ARRIVAL, _("最长 30 天，也就是 43200 分钟。")),
    }
    for field, (value, longest, words) in limits.items():
        if value is not None and value < 1:
            faults[field] = _("至少是 1。")
        elif value is not None and value > longest:
            faults[field] = words
    if times.answer_minutes is None:
        faults["answer_minutes"] = _("每件事都要有人回应，请写上多少分钟内。")
    if faults:
        return faults
    if times.arrive_minutes is not None and times.arrive_minutes < (times.answer_minutes or 0):
        faults["arrive_minutes"] = _("到场不会早于回应，请改长一点。")
    if times.safe_minutes is not None and times.safe_minutes < (times.arrive_minutes or 0):
        faults["safe_minutes"] = _("人到了才能把险情控制住，请改长一点。")
    earliest = max(times.answer_minutes or 0, times.arrive_minutes or 0, times.safe_minutes or 0)
    if times.finish_hours is not None and times.finish_hours * 60 < earliest:
        faults["finish_hours"] = _("办完不会早于回应和到场，请改长一点。")
    return faults


def tidy_keywords(words: str) -> str:
    """Keywords once each, with single spaces; commas and 、 separate them too."""
    for mark in "，,、；;\n\t":
        words = words.replace(mark, " ")
    return " ".join(dict.fromkeys(words.replace(" +", "+").replace("+ ", "+").split()))
