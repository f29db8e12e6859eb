"""大家的建议: shared by the author only, without names, supported once by each neighbour."""

import pytest

from anju.kernel.errors import NotFound, Refused
from anju.proposals import actions
from anju.proposals.models import Support
from anju.proposals.tests.stories import Story

IDEAS = "/home/cuihu/ideas/"


def support(story: Story, who: str, proposal_id: int) -> int:
    return int(story.cast.client_of(who).post(f"{IDEAS}{proposal_id}/support/").status_code)


def test_nobody_reads_it_until_the_author_says_so(story: Story) -> None:
    made = story.suggest("我是王小明，住3栋2单元1001，电话13800000001，希望中心花园加长椅")
    neighbour = story.cast.client_of("李芳")
    assert "加长椅" not in story.read(neighbour, IDEAS)
    for stranger in ("李芳", "赵敏"):
        before = story.row(made)
        assert story.way(stranger, made, "share", shared="1").status_code == 404
        assert story.row(made) == before
    assert story.way("王小明", made, "share", shared="x").status_code == 302
    assert not story.of(made).shared
    story.way("王小明", made, "share", shared="1")
    page = story.read(neighbour, IDEAS)
    assert "加长椅" in page and "我也附议" in page
    for personal in ("王小明", "1001", "13800000001"):
        assert personal not in page
    story.way("王小明", made, "share", shared="0")
    assert "加长椅" not in story.read(neighbour, IDEAS)


def test_a_neighbour_supports_once(story: Story) -> None:
    made = story.suggest()
    proposal = story.of(made)
    assert support(story, "李芳", proposal.id) == 404  # not shared
    story.way("王小明", made, "share", shared="1")
    assert support(story, "李芳", proposal.id) == 302
    assert support(story, "李芳", proposal.id) == 302  # told that they did already
    assert story.of(made).supports == Support.objects.of(made.community_id).count() == 1
    assert "您附议过" in story.read(story.cast.client_of("李芳"), IDEAS)
    with pytest.raises(Refused):
        actions.support_proposal(actor=story.cast.actor("王小明"), proposal=proposal)
    for outsider in ("钱进", "赵敏", "张强"):
        assert support(story, outsider, proposal.id) == 404
        with pytest.raises(NotFound):
            actions.support_proposal(actor=story.cast.actor(outsider), proposal=proposal)
    story.act("赵敏", made, "decide", decision="taken", reason="这个月就装")
    with pytest.raises(Refused):
        actions.support_proposal(actor=story.cast.actor("欧阳慧敏"), proposal=proposal)
    assert story.of(made).supports == 1


def test_decision_and_result_stand_beside_it(story: Story) -> None:
    made = story.suggest()
    story.way("王小明", made, "share", shared="1")
    story.act("赵敏", made, "decide", decision="taken", reason="王小明说得对，这个月装两把")
    story.act("赵敏", made, "result", words="两把都装好了")
    page = story.read(story.cast.client_of("李芳"), f"{IDEAS}?show=done")
    assert "这个月装两把" in page and "两把都装好了" in page and "王小明" not in page
    assert "还没有给大家看的建议" in story.read(story.cast.client_of("李芳"), f"{IDEAS}?show=open&after=x")


def test_a_question_is_not_shared(story: Story) -> None:
    made = story.ask()
    story.way("王小明", made, "share", shared="1")
    assert not story.of(made).shared
