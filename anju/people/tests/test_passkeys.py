"""Passkeys, with a key made in software: added by its owner shortly after signing in, enough to sign in alone."""

import hashlib
import json
import os
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

from anju.people.queries import passkeys_of
from anju.people.tests.test_own_page import enter, make_stale
from tests.cast import Cast

ORIGIN = "http://localhost"


@pytest.fixture(autouse=True)
def local_name(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]


class SoftKey:
    """What a phone does: keeps one key pair and signs challenges for ``localhost``."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.owner = ""

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        self.owner = options["publicKey"]["user"]["id"]
        public = dict(ES256.from_cryptography_key(self.key.public_key()))
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(public)
        made = {"fmt": "none", "attStmt": {}, "authData": self._state(0x45) + credential}
        return self._answer(
            {
                "clientDataJSON": self._said("webauthn.create", options),
                "attestationObject": websafe_encode(cbor.encode(made)),
                "transports": ["internal"],
            }
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        said, state = self._said("webauthn.get", options), self._state(0x05)
        digest = hashlib.sha256(self._plain(options, "webauthn.get")).digest()
        return self._answer(
            {
                "clientDataJSON": said,
                "authenticatorData": websafe_encode(state),
                "signature": websafe_encode(self.key.sign(state + digest, ec.ECDSA(hashes.SHA256()))),
                "userHandle": self.owner,
            }
        )

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "type": "public-key",
            "id": name,
            "rawId": name,
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": True}},
        }

    def _state(self, flags: int) -> bytes:
        return hashlib.sha256(b"localhost").digest() + bytes([flags]) + bytes(4)

    def _plain(self, options: dict[str, Any], kind: str) -> bytes:
        said = {"type": kind, "challenge": options["publicKey"]["challenge"], "origin": ORIGIN}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _said(self, kind: str, options: dict[str, Any]) -> str:
        return websafe_encode(self._plain(options, kind))


def add(client: Client, key: SoftKey, name: str = "我的手机") -> Any:
    shown = client.get("/me/passkeys/add/", HTTP_HOST="localhost")
    made = key.create(shown.context["js_data"]["creation_options"])
    return client.post(
        "/me/passkeys/add/", {"name": name, "credential": json.dumps(made)}, HTTP_HOST="localhost"
    )


def sign_in(key: SoftKey, **more: str) -> tuple[Client, Any]:
    client = Client(HTTP_HOST="localhost")
    asked = client.get("/sign-in/passkey/", headers={"Accept": "application/json"}).json()
    signed = key.get(asked["request_options"])
    return client, client.post("/sign-in/passkey/", {"credential": json.dumps(signed), **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_passkey_is_added_and_signs_in_alone(cast: Cast) -> None:
    key = SoftKey()
    assert add(enter("13800000001"), key)["Location"] == "/me/"
    assert [passkey.name for passkey in passkeys_of(cast.account("王小明"))] == ["我的手机"]
    client, answer = sign_in(key)
    assert (answer["Location"], is_in(client)) == ("/home/cuihu/", True)
    _client, answer = sign_in(key, next="/me/password/")
    assert answer["Location"] == "/me/password/"


def test_password_and_code_work_without_the_passkey(cast: Cast) -> None:
    add(enter("13800000001"), SoftKey())
    assert is_in(enter("13800000001"))


def test_a_removed_passkey_no_longer_signs_in(cast: Cast) -> None:
    key, client = SoftKey(), enter("13800000001")
    add(client, key)
    (passkey,) = passkeys_of(cast.account("王小明"))
    assert enter("13800000002").post(f"/me/passkeys/{passkey.id}/remove/").status_code == 404
    client.post(f"/me/passkeys/{passkey.id}/remove/")
    other, answer = sign_in(key)
    assert (answer["Location"], is_in(other)) == ("/sign-in/", False)


def test_a_key_that_was_never_added_does_not_sign_in(cast: Cast) -> None:
    known, stranger = SoftKey(), SoftKey()
    add(enter("13800000001"), known)
    stranger.owner = known.owner
    client, answer = sign_in(stranger)
    assert (answer["Location"], is_in(client)) == ("/sign-in/", False)


@pytest.mark.parametrize(
    "scrap", ["", "x", "{}", "[]", '{"response": 1}', '{"response": {"userHandle": "AA"}}']
)
def test_scraps_are_turned_away(cast: Cast, scrap: str) -> None:
    client = Client(HTTP_HOST="localhost")
    client.get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": scrap})["Location"] == "/sign-in/"
    mine = enter("13800000001")
    mine.get("/me/passkeys/add/", HTTP_HOST="localhost")
    answer = mine.post("/me/passkeys/add/", {"name": "x", "credential": scrap}, HTTP_HOST="localhost")
    assert answer["Location"] == "/me/passkeys/add/"
    assert passkeys_of(cast.account("王小明")) == []


def test_a_passkey_is_added_only_shortly_after_signing_in(cast: Cast) -> None:
    client = enter("13800000001")
    make_stale(client)
    assert client.get("/me/passkeys/add/")["Location"].startswith("/sign-in/")


def test_a_closed_account_does_not_get_in_by_passkey(cast: Cast) -> None:
    key = SoftKey()
    add(enter("13800000001"), key)
    account = cast.account("王小明")
    account.is_active = False
    account.save()
    client, _answer = sign_in(key)
    assert not is_in(client)
