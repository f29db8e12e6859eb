"""What was signed at the door counts for the request, is marked, and can be contested with one tap."""

from datetime import timedelta

import pytest

from anju.kernel.clock import MovedClock
from anju.notices.models import Notice
from anju.requests import actions
from anju.requests.models import Message, Request, RequestJob
from anju.requests.queries import previous_doers
from anju.requests.tests.reporter import Reporter
from anju.work import actions as work
from anju.work import sign_actions, step_actions
from anju.work.models import Job, SignOff
from anju.work.queries import steps_of
from anju.work.quotes.actions import decide_party
from anju.work.signing import drawn
from anju.work.tests.test_signing import drawing
from tests.cast import Cast


def sent(cast: Cast, request: Request, who: str = "张强") -> Job:
    return actions.dispatch_request(
        actor=cast.actor("赵敏"), request=request, assignee_id=cast.person(who).id
    )


def mended(cast: Cast, request: Request, who: str = "张强") -> Job:
    job, worker = sent(cast, request, who), cast.actor(who)
    work.accept_job(actor=worker, job=job)
    work.arrive(actor=worker, job=job)
    return work.finish_job(actor=worker, job=job, words="换了垫片")


def signed(cast: Cast, job: Job, opinion: str = "solved", words: str = "") -> SignOff:
    return sign_actions.sign_off(
        actor=cast.actor("张强"),
        job=job,
        name="王小明",
        opinion=opinion,
        words=words,
        signature=[drawn(drawing())],
    )


def as_it_is(request: Request) -> Request:
    return Request.objects.of(request.community_id).get(id=request.id)


def page(reporter: Reporter, request: Request) -> str:
    return reporter.phone.get(f"/home/cuihu/requests/{request.number}/").content.decode()


def test_solved_on_the_technicians_phone_closes_and_is_marked(
    cast: Cast, reporter: Reporter, inline_reactions: None
) -> None:
    request = reporter.report()
    signed(cast, mended(cast, request), words="很仔细")
    request = as_it_is(request)
    assert (request.state, request.verdict, request.verdict_via) == ("closed", "solved", "doer")
    assert [one.words for one in Message.objects.of(request.community_id).filter(request=request)] == [
        "很仔细"
    ]
    notice = Notice.objects.of(request.community_id).filter(
        person=cast.person("王小明"), title__contains="不是您签的"
    )
    assert notice.get().link == f"/home/cuihu/requests/{request.number}/"
    shown = page(reporter, request)
    assert "不是我签的" in shown and "在张强的手机上签字，说“好了”" in shown
    desk = cast.client_of("赵敏").get(f"/desk/cuihu/requests/{request.number}/").content.decode()
    assert "签字说好了" in desk and "（在师傅手机上签字说）" in desk


@pytest.mark.parametrize("opinion", ["messy", "half", "not"])
def test_what_is_not_good_opens_again_with_the_first_due_time(
    cast: Cast, reporter: Reporter, inline_reactions: None, opinion: str
) -> None:
    request = reporter.report()
    first = request.first_finish_by
    signed(cast, mended(cast, request), opinion)
    request = as_it_is(request)
    assert (request.state, request.verdict, request.reopened) == ("open", opinion, 1)
    assert request.first_finish_by == first


def test_a_signature_that_is_not_theirs_is_contested_with_one_tap(
    cast: Cast, reporter: Reporter, inline_reactions: None
) -> None:
    request = reporter.report()
    job = mended(cast, request)
    signed(cast, job)
    first = as_it_is(request).first_finish_by
    at = f"/home/cuihu/requests/{request.number}/do/not-mine/"
    assert cast.client_of("李芳").post(at).status_code == 404
    assert as_it_is(request).state == "closed"
    assert reporter.phone.post(at).status_code == 302
    request = as_it_is(request)
    assert (request.state, request.verdict, request.verdict_via, request.reopened) == ("open", "", "", 1)
    assert request.first_finish_by == first
    assert SignOff.objects.of(request.community_id).get(job=job).contested_at is not None
    assert "不是我签的" not in page(reporter, request)
    assert Notice.objects.of(request.community_id).filter(title__contains="说签字不是自己的").exists()
    # Once is enough
    reporter.phone.post(at)
    assert as_it_is(request).reopened == 1


def test_who_has_spoken_themselves_since_keeps_their_word(
    cast: Cast, reporter: Reporter, inline_reactions: None
) -> None:
    request = reporter.report()
    job = mended(cast, request)
    actions.judge_request(actor=cast.actor("王小明"), request=request, verdict="solved")
    signed(cast, job, "not")
    assert (as_it_is(request).state, as_it_is(request).verdict_via) == ("closed", "own")
    actions.contest_sign_off(actor=cast.actor("王小明"), request=request)
    assert (as_it_is(request).state, as_it_is(request).verdict) == ("closed", "solved")


def test_the_signature_may_be_heard_before_the_end_of_the_job(cast: Cast, reporter: Reporter) -> None:
    """Reactions are jobs of their own: nothing says that the end of the job is heard first."""
    request = reporter.report()
    job = mended(cast, request)
    off = signed(cast, job)
    assert as_it_is(request).state == "open"
    for _time in range(2):
        actions.note_sign_off(community_id=request.community_id, job_id=job.id, sign_off_id=off.id, at=off.at)
        assert (as_it_is(request).state, as_it_is(request).verdict_via) == ("closed", "doer")
    actions.reopen_request(actor=cast.actor("王小明"), request=request)
    mended(cast, request)
    actions.note_sign_off(community_id=request.community_id, job_id=job.id, sign_off_id=off.id, at=off.at)
    assert as_it_is(request).state == "open"


def test_nobody_at_home_leaves_the_question_to_the_resident(
    cast: Cast, reporter: Reporter, inline_reactions: None
) -> None:
    request = reporter.report()
    sign_actions.leave_sign_off(actor=cast.actor("张强"), job=mended(cast, request))
    assert (as_it_is(request).state, as_it_is(request).verdict) == ("done", "")
    assert "不是我签的" not in page(reporter, request)


def test_a_request_waits_for_what_a_failed_step_has_opened(
    cast: Cast, reporter: Reporter, inline_reactions: None
) -> None:
    request = reporter.report(category="0105")
    job, worker = sent(cast, request), cast.actor("张强")
    work.accept_job(actor=worker, job=job)
    work.arrive(actor=worker, job=job)
    decide_party(actor=worker, job=job, party="ours")
    number = next(step.number for step in steps_of(job) if step.kind == "number")
    step_actions.answer_step(actor=worker, job=job, number=number, answer="180")
    for step in steps_of(job):
        if step.evidence_why:
            step_actions.explain_no_photo(actor=worker, job=job, number=step.number, words="太暗拍不清")
    work.finish_job(actor=worker, job=job, words="电压低，先断开")
    links = RequestJob.objects.of(request.community_id).filter(request=request).order_by("id")
    follow = links[1].job
    assert (follow.source_id, follow.category.code) == (job.id, "0203")
    assert as_it_is(request).state == "open"
    work.cancel_job(actor=cast.actor("赵敏"), job=follow)


def test_the_third_time_somebody_else_goes(
    cast: Cast, reporter: Reporter, inline_reactions: None, clock: MovedClock
) -> None:
    request = reporter.report()
    for _time in range(3):
        mended(cast, request)
        clock.forward(hours=1)
        actions.judge_request(actor=cast.actor("王小明"), request=request, verdict="not")
    request = as_it_is(request)
    assert request.reopened == 3
    assert previous_doers(request) == {cast.person("张强").id}
    desk = cast.client_of("赵敏")
    jobs = RequestJob.objects.of(request.community_id).filter(request=request).count()
    answer = desk.post(
        f"/desk/cuihu/requests/{request.number}/dispatch/", {"assignee": str(cast.person("张强").id)}
    )
    assert answer.status_code == 409
    assert "请派一位没去过的同事" in answer.content.decode()
    assert RequestJob.objects.of(request.community_id).filter(request=request).count() == jobs
    sent(cast, request, "刘工")
    assert as_it_is(request).first_finish_by == request.first_finish_by


def test_after_thirty_days_a_signature_is_not_undone(
    cast: Cast, reporter: Reporter, inline_reactions: None, clock: MovedClock
) -> None:
    request = reporter.report()
    job = mended(cast, request)
    signed(cast, job)
    clock.to(as_it_is(request).closed_at + timedelta(days=31))
    reporter.phone.post(f"/home/cuihu/requests/{request.number}/do/not-mine/")
    assert as_it_is(request).state == "closed"
    assert SignOff.objects.of(request.community_id).get(job=job).contested_at is None
