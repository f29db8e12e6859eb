"""Tokens: shown once, act for an account in one community, and end."""

from datetime import timedelta

import pytest

from anju.connect import actions, queries
from anju.connect.models import ApiToken
from anju.kernel.actor import STRANGER, SYSTEM
from anju.kernel.clock import MovedClock, now
from anju.kernel.errors import AnjuError, Invalid, NotAllowed, NotFound, NotSignedIn
from anju.kernel.events import history
from anju.people.models import Person
from tests.cast import Cast, people


def made(cast: Cast, name: str = "王小明", **more: object) -> tuple[ApiToken, str]:
    return actions.make_token(
        actor=cast.actor("陈静"),
        community_id=cast.cuihu.id,
        account=cast.account(name),
        name="门禁系统",
        **more,
    )


def test_the_text_is_not_kept(cast: Cast) -> None:
    token, text = made(cast)
    assert text.startswith("anju_") and len(text) > 40
    kept = ApiToken.objects.of(cast.cuihu.id).values().get()
    assert text not in str(kept)
    assert text.startswith(kept["hint"]) and len(kept["hint"]) == 10
    other = made(cast)[1]
    assert other != text
    found = queries.token_presented(text)
    assert found is not None and found.id == token.id


@pytest.mark.parametrize("wrong", ["", "anju_", "anju_" + "x" * 43, "Bearer x", "\x00", "令牌"])
def test_another_text_opens_nothing(cast: Cast, wrong: str) -> None:
    made(cast)
    assert queries.token_presented(wrong) is None


def test_it_stands_in_its_community_only_with_the_grants_of_today(cast: Cast, clock: MovedClock) -> None:
    token, _text = actions.make_token(
        actor=SYSTEM, community_id=cast.cuihu.id, account=cast.account("何丽"), name="x"
    )
    actor = queries.actor_of_token(token)
    assert (actor.kind, actor.label) == ("token", "x")
    assert [standing.slug for standing in actor.standings] == ["cuihu"]
    assert actor.may("requests.answer", cast.cuihu.id)
    with pytest.raises(NotFound):
        actor.at(cast.laohuai.id)
    Person.objects.of(cast.cuihu.id).filter(name="何丽").update(is_active=False)
    assert queries.actor_of_token(token).standings == ()


def test_an_ended_or_expired_one_opens_nothing(cast: Cast, clock: MovedClock) -> None:
    manager = cast.actor("陈静")
    ended, ended_text = made(cast)
    _, short_text = made(cast, expires_at=now() + timedelta(days=1))
    actions.end_token(actor=manager, token=ended)
    actions.end_token(actor=manager, token=ended)
    assert queries.token_presented(ended_text) is None
    assert queries.token_presented(short_text) is not None
    clock.forward(days=1)
    assert queries.token_presented(short_text) is None
    told = history(cast.cuihu.id, [("connect.apitoken", ended.id)])
    assert [event.kind for event in told] == ["connect.token.made", "connect.token.ended"]


def test_nobody_gives_away_more_than_they_may(cast: Cast) -> None:
    people.give_post(actor=SYSTEM, person=cast.person("李芳"), post="COMPANY", since=now().date())
    manager = cast.actor("李芳")  # all grants but work.do
    with pytest.raises(Invalid) as refused:
        actions.make_token(actor=manager, community_id=cast.cuihu.id, account=cast.account("陈静"), name="x")
    assert list(refused.value.fields) == ["person"]
    actions.make_token(actor=manager, community_id=cast.cuihu.id, account=cast.account("赵敏"), name="x")
    assert ApiToken.objects.of(cast.cuihu.id).count() == 1


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("赵敏", NotAllowed), ("王小明", NotAllowed), ("钱进", NotFound), ("", NotSignedIn)],
)
def test_only_who_has_the_grant_makes_and_ends_them(cast: Cast, who: str, refusal: type[AnjuError]) -> None:
    token, text = made(cast)
    actor = cast.actor(who) if who else STRANGER
    with pytest.raises(refusal):
        actions.make_token(actor=actor, community_id=cast.cuihu.id, account=cast.account("王小明"), name="x")
    with pytest.raises(refusal):
        actions.end_token(actor=actor, token=token)
    with pytest.raises(refusal):
        queries.tokens_for(actor, cast.cuihu.id)
    assert ApiToken.objects.across().count() == 1
    assert queries.token_presented(text) is not None


def test_the_account_must_be_one_of_the_community(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        made(cast, "钱进")
    assert list(refused.value.fields) == ["person"]
    assert ApiToken.objects.across().count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"expires_at": timedelta(0)}, "expires_at"),
        ({"expires_at": timedelta(days=-1)}, "expires_at"),
        ({"name": ""}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "长" * 61}, "name"),
    ],
)
def test_what_cannot_be_is_refused_by_field(cast: Cast, given: dict, field: str) -> None:
    more = {name: now() + value if name == "expires_at" else value for name, value in given.items()}
    with pytest.raises(Invalid) as refused:
        actions.make_token(
            **{
                "actor": cast.actor("陈静"),
                "community_id": cast.cuihu.id,
                "account": cast.account("王小明"),
                "name": "x",
                **more,
            }
        )
    assert list(refused.value.fields) == [field]
    assert ApiToken.objects.across().count() == 0


def test_its_use_is_remembered_to_the_nearest_minutes(cast: Cast, clock: MovedClock) -> None:
    token, text = made(cast)

    def use() -> None:
        found = queries.token_presented(text)
        assert found is not None
        actions.note_use(found)
        token.refresh_from_db()

    use()
    first = token.used_at
    clock.forward(minutes=4)
    use()
    assert token.used_at == first
    clock.forward(minutes=2)
    use()
    assert token.used_at == now()


def test_those_in_force_come_first(cast: Cast) -> None:
    old, ended, new = (made(cast)[0] for _ in range(3))
    actions.end_token(actor=cast.actor("陈静"), token=ended)
    listed = queries.tokens_for(cast.actor("陈静"), cast.cuihu.id)
    assert [token.id for token in listed] == [new.id, old.id, ended.id]
