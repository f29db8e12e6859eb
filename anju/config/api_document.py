"""The OpenAPI document as it is answered: problems carry ``application/problem+json``."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"


def with_problem_documents(document: OpenAPISchema) -> OpenAPISchema:
    """Give every 4xx answer its own content type."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation.get("responses", {}).items():
                if str(status).startswith("4"):
                    _rename(answer)
    return document


def _rename(answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if "application/json" in content:
        answer["content"] = {PROBLEM: content["application/json"]}
