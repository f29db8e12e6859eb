"""The API's document is a promise to other people's systems: it changes only on purpose, and in the open."""

import json
import os
from pathlib import Path

from django.test import Client

from anju.config.api import api

SNAPSHOT = Path(__file__).with_name("openapi.json")
RENEW = "ANJU_SNAPSHOT=1 .venv/bin/python -m pytest -q tests/house/test_openapi.py"


def document() -> str:
    made = json.loads(json.dumps(api.get_openapi_schema()))
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_the_document_is_the_one_we_promised() -> None:
    present = document()
    if os.environ.get("ANJU_SNAPSHOT"):
        SNAPSHOT.write_text(present, "utf-8")
    assert present == SNAPSHOT.read_text("utf-8"), (
        f"The API has changed. If that is meant, renew its picture, look at the difference and commit it:\n  {RENEW}"
    )


def test_every_operation_says_what_it_does_and_how_it_refuses() -> None:
    names = set()
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["security"], path
            assert operation["operationId"] not in names
            names.add(operation["operationId"])
            refusals = {status for status in operation["responses"] if status >= "400"}
            assert {"400", "401", "403", "404", "409", "413", "422", "429"} == refusals, (method, path)
            for status in refusals:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_no_list_is_without_an_end() -> None:
    for path, methods in api.get_openapi_schema()["paths"].items():
        for parameter in methods.get("get", {}).get("parameters", []):
            if parameter["name"] == "limit":
                assert parameter["schema"]["maximum"] <= 200, path
            if parameter["schema"].get("type") == "string" and "enum" not in parameter["schema"]:
                assert parameter["schema"].get("maxLength") or parameter["schema"].get("pattern"), path


def test_the_document_and_its_page_come_from_us_alone(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    page = Client().get("/api/v1/docs")
    html = page.content.decode()
    assert page.status_code == 200
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"].split("style-src")[0]
    assert "//" not in html.replace("</", "").split("<body", 1)[1]
    assert "<script>" not in html
