"""How far apart two colours are to eyes that lack a kind of cone.

Machado, Oliveira and Fernandes 2009, at full severity; distances as CIE 1976 L*a*b*.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]

DICHROMACIES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def difference(one: str, other: str, dichromacy: str) -> float:
    """How far apart ``#rrggbb`` colours look; about 2 can just be told apart side by side."""
    seen = np.array(DICHROMACIES[dichromacy])
    return float(np.linalg.norm(_lab(seen @ _linear(one)) - _lab(seen @ _linear(other))))


def _linear(colour: str) -> Colours:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(linear: Colours) -> Colours:
    white = _TO_XYZ @ np.ones(3)
    ratio = _TO_XYZ @ np.clip(linear, 0, 1) / white
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
