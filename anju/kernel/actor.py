"""Who acts, and where they stand. Made once per request by people's middleware, by a token, or for the system."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from zoneinfo import ZoneInfo

from anju.kernel.errors import NotAllowed, NotFound, NotSignedIn


@dataclass(frozen=True)
class Standing:
    """An actor's place in one community.

    ``person_id`` is the person's id there (None for the system), ``grants`` the permissions of the posts held
    today, ``places`` the ids of the homes lived in or owned today, ``zone`` the community's time zone.
    """

    community_id: int
    slug: str
    name: str
    zone: str = "Asia/Shanghai"
    person_id: int | None = None
    grants: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()
    posts: tuple[str, ...] = ()

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def may(self, grant: str) -> bool:
        return grant in self.grants

    @property
    def is_staff(self) -> bool:
        return bool(self.posts)


@dataclass(frozen=True)
class Actor:
    """The one who acts. ``kind`` is person, guest (a stranger, or who holds the ``secret`` of a link), token (a
    partner's system) or system."""

    kind: Literal["person", "guest", "token", "system"]
    account_id: int | None = None
    label: str = ""
    language: str = "zh-hans"
    standings: tuple[Standing, ...] = ()
    secret: str = field(default="", repr=False)
    _by_id: dict[int, Standing] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {standing.community_id: standing for standing in self.standings})

    def at(self, community_id: int) -> Standing:
        """The standing in a community; ``NotFound`` where the actor has none."""
        try:
            return self._by_id[community_id]
        except KeyError:
            raise NotFound() from None

    def at_slug(self, slug: str) -> Standing:
        for standing in self.standings:
            if standing.slug == slug:
                return standing
        raise NotFound()

    def person_in(self, community_id: int) -> int | None:
        standing = self._by_id.get(community_id)
        return standing.person_id if standing else None

    def may(self, grant: str, community_id: int) -> bool:
        if self.kind == "system":
            return True
        standing = self._by_id.get(community_id)
        return standing is not None and standing.may(grant)

    def check(self, grant: str, community_id: int) -> None:
        """Raise unless the actor may: ``NotSignedIn`` for a stranger, ``NotFound`` for another community,
        ``NotAllowed`` for one who belongs there but lacks the grant."""
        if self.kind == "system":
            return
        if self.kind == "guest":
            raise NotSignedIn()
        if not self.at(community_id).may(grant):
            raise NotAllowed()

    def communities_with(self, grants: Iterable[str]) -> list[int]:
        """Ids of the communities where at least one of ``grants`` is held."""
        wanted = set(grants)
        return [standing.community_id for standing in self.standings if wanted & standing.grants]


SYSTEM = Actor(kind="system", label="system")
STRANGER = Actor(kind="guest", label="")
