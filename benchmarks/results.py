"""What a benchmark answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One measured figure beside its limit (or beside the peer it is compared with), both in ``unit``."""

    name: str
    ours: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.ours <= self.limit
