"""What happened to an article; the words stand in its versions."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class ArticleWritten(Fact):
    version: int


@dataclass(frozen=True)
class ArticlePublished(Fact):
    version: int


@dataclass(frozen=True)
class ArticleChanged(Fact):
    version: int


@dataclass(frozen=True)
class ArticleRetired(Fact):
    version: int
