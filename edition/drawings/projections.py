"""From the globe to the plane, both ways true to area, so that no country looks more than it is.

A frame of a part of the globe is drawn in Lambert's azimuthal projection about its middle
(Snyder, Map Projections: A Working Manual, USGS 1987, pp. 182-190); one that reaches
around a good part of it in the Equal Earth projection (Šavrič, Patterson and Jenny 2018). The
plane is in radii of the globe, y upwards.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, radians, sin, sqrt
from typing import TypeAlias

from edition.drawings.outlines import Point

Projection: TypeAlias = Callable[[Point], tuple[float, float]]
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


def lambert_azimuthal(centre: Point) -> Projection:
    """Lambert's azimuthal equal-area projection, the earth taken as a sphere."""
    middle = radians(centre.latitude)
    sine, cosine = sin(middle), cos(middle)

    def project(point: Point) -> tuple[float, float]:
        latitude, east = radians(point.latitude), radians(point.longitude - centre.longitude)
        up, along = sin(latitude), cos(latitude) * cos(east)
        near = 1 + sine * up + cosine * along
        scale = sqrt(2 / max(near, 1e-9))  # the antipode has no place; nothing is drawn so far off
        return scale * cos(latitude) * sin(east), scale * (cosine * up - sine * along)

    return project


def equal_earth(meridian: float) -> Projection:
    """The Equal Earth projection about a meridian; longitudes go on beyond 180."""
    a1, a2, a3, a4 = _EQUAL_EARTH

    def project(point: Point) -> tuple[float, float]:
        slant = asin(sqrt(3) / 2 * sin(radians(point.latitude)))
        square = slant * slant
        sixth = square**3
        widening = 3 * (9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1)
        x = 2 * sqrt(3) * radians(point.longitude - meridian) * cos(slant) / widening
        return x, slant * (a4 * sixth * square + a3 * sixth + a2 * square + a1)

    return project
