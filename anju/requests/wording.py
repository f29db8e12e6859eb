"""Words that notices, the time line and the pages share."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.standards.choices import Step

_RUNGS: dict[str, dict[str, str | Promise]] = {
    "warn": {
        Step.ANSWER: _("快到回应的期限了"),
        Step.ARRIVE: _("快到到场的期限了"),
        Step.SAFE: _("快到控制险情的期限了"),
        Step.FINISH: _("快到办完的期限了"),
    },
    "due": {
        Step.ANSWER: _("说好回应的时间到了，还没有回应"),
        Step.ARRIVE: _("说好到场的时间到了，还没有人到"),
        Step.SAFE: _("说好控制险情的时间到了，还没有控制住"),
        Step.FINISH: _("说好办完的时间到了，还没有办完"),
    },
    "late": {
        Step.ANSWER: _("早该回应了，请您看一下"),
        Step.ARRIVE: _("早该有人到场了，请您看一下"),
        Step.SAFE: _("险情早该控制住了，请您看一下"),
        Step.FINISH: _("早该办完了，请您看一下"),
    },
}


def rung_words(rung: str, step: str) -> str | Promise:
    """What a rung of the ladder says."""
    if rung == "danger":
        return _("有危险，请马上处理")
    if rung == "again":
        return _("第三次说没有解决，请您看一下")
    return _RUNGS["late" if rung == "later" else rung].get(step, _("请您看一下"))
