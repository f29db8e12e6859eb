"""What the rest of work asks before a step: may paid work begin, may the job end?"""

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Refused
from anju.work.choices import QuoteState
from anju.work.models import Job, JobStep, Quote
from anju.work.quotes.queries import must_quote

AGREEING = "报价"  # what the procedures call the step at which the price is agreed


def check_may_start(job: Job) -> None:
    """``Refused`` while paid work has no agreed quote. Emergencies are made safe first."""
    states = _states(job)
    if QuoteState.ACCEPTED in states or not must_quote(job):
        return
    if QuoteState.WAITING in states:
        raise Refused(_("报价还在等住户答复，同意了再动工。"))
    raise Refused(_("这件要收费：请先报价，住户同意了再动工。"))


def check_may_tick(job: Job, step: JobStep) -> None:
    """The steps behind the one at which the price is agreed are paid work."""
    before = JobStep.objects.of(job.community_id).filter(job=job, number__lt=step.number)
    if any(AGREEING in f"{one.evidence}{one.to_check}" for one in before):
        check_may_start(job)


def check_may_finish(job: Job) -> None:
    """``Refused`` while a quote waits for the resident, or paid work was never agreed."""
    if QuoteState.WAITING in _states(job):
        raise Refused(_("报价还在等住户答复，不能填完成。可以请他在这里签字，或打电话由前台记下。"))
    check_may_start(job)


def _states(job: Job) -> set[str]:
    return set(Quote.objects.of(job.community_id).filter(job=job).values_list("state", flat=True))
