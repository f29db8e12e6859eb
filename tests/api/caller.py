"""A partner's system that calls the API with a token."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from anju.connect import actions
from anju.kernel.actor import SYSTEM
from tests.cast import Cast

ROOT = "/api/v1"
PROBLEM = "application/problem+json"


@dataclass
class Answer:
    """``body`` is the JSON that came, None where nothing did."""

    status: int
    body: Any
    headers: dict[str, str]


@dataclass
class Caller:
    """Acts by a token in one community. Paths are relative to that community unless they begin with a slash."""

    token: str
    community: str = "cuihu"
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Answer:
        return self.call("GET", path, query=query)

    def post(self, path: str, key: str = "", **content: Any) -> Answer:
        return self.call("POST", path, content=json.dumps(content), key=key)

    def call(
        self, method: str, path: str, *, content: str | bytes = "", key: str = "", query: Any = None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key:
            headers["Idempotency-Key"] = key
        address = f"{ROOT}{path}" if path.startswith("/") else f"{ROOT}/communities/{self.community}/{path}"
        answer = self.client.generic(
            method, address, content, "application/json", headers=headers, query_params=query or {}
        )
        body = json.loads(answer.content) if answer.content else None
        if answer.status_code >= 400:
            check_problem(answer.status_code, answer.headers["Content-Type"], body)
        return Answer(answer.status_code, body, dict(answer.headers))


def check_problem(status: int, content_type: str, body: Any) -> None:
    """Every refusal is a problem document, whoever made it."""
    assert content_type == PROBLEM, content_type
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert body["type"].startswith("urn:anju:")
    assert body["title"] and body["detail"]
    assert all(set(one) == {"field", "detail"} for one in body["errors"])


def caller_for(cast: Cast, name: str, community: str = "cuihu", *, may_write: bool = True) -> Caller:
    """A system that acts for the person."""
    _token, text = actions.make_token(
        actor=SYSTEM,
        community_id=cast.communities[community].id,
        account=cast.account(name),
        name=f"{name}的系统",
        may_write=may_write,
    )
    return Caller(text, community)
