"""A trained model as a file of plain arrays, read back without running anything that stands in it."""

import hashlib
import io
import json
import zipfile
from typing import Any

import numpy as np

from anju.learning.rules.weighing import Blend, Learned


class Unfit(Exception):
    """The file is not what was written."""


def read_model(content: bytes, digest: str) -> tuple[Learned, dict[str, Any]]:
    """The model and its figures; ``Unfit`` where the content is not the one with this digest (sha256, hex)."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Unfit("the digest differs")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            facts = json.loads(arrays["facts"].tobytes())
            rarity, weights, bias = arrays["rarity"], arrays["weights"], arrays["bias"]
            blend = Blend(
                facts["sharpness"], facts["ours"], tuple(facts["ranks"]), arrays["said"], arrays["true"]
            )
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise Unfit(str(error)) from error
    if weights.shape != (len(facts["pieces"]), len(facts["labels"])) or rarity.shape != weights.shape[:1]:
        raise Unfit("the arrays do not belong together")
    places = {piece: place for place, piece in enumerate(facts["pieces"])}
    labels = tuple(facts["labels"])
    return Learned(places, rarity, weights, bias, labels, blend, *facts["limits"]), facts["figures"]
