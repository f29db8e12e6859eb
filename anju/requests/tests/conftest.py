"""Fixtures of requests' own stories."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from anju.requests.tests.desk import Desk
from anju.requests.tests.reporter import Reporter
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return Desk(cast)


@pytest.fixture
def reporter(cast: Cast) -> Reporter:
    return Reporter(cast)


@pytest.fixture
def photo() -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile("drip.jpg", out.getvalue(), content_type="image/jpeg")
