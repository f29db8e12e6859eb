"""The OpenAPI document as it is answered: problems by their own content type, in an order that does not change."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"

_WHEN = {
    "400": "Cannot be read: broken JSON",
    "401": "No token, or one that has ended",
    "403": "Known, but not allowed",
    "404": "Not there, or not yours to see",
    "409": "Not possible in the present state",
    "413": "Too large",
    "422": "Something in it cannot be used; `errors` says what",
    "429": "Too often; `Retry-After` says when again",
}


def with_problem_documents(document: OpenAPISchema) -> OpenAPISchema:
    """Give every 4xx answer its own content type and words; take the null out of what may be left out."""
    for path in document["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            for status in sorted(answers, key=str):
                answer = answers.pop(status)
                answers[str(status)] = _as_problem(answer, str(status)) if str(status) in _WHEN else answer
            for parameter in operation.get("parameters", []):
                parameter["schema"] = _without_null(parameter["schema"])
    return document


def _as_problem(answer: dict[str, Any], status: str) -> dict[str, Any]:
    return {"description": _WHEN[status], "content": {PROBLEM: answer["content"]["application/json"]}}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    some = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(some) != 1:
        return schema
    return {name: value for name, value in schema.items() if name != "anyOf"} | some[0]
