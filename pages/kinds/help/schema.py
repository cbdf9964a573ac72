"""Contact points as schema.org nodes, for search engines."""

from datetime import time
from typing import TYPE_CHECKING, Any

from pages.languages import localized

from .spoken_languages import codes_in

if TYPE_CHECKING:
    from .models import ContactPoint, OpeningHours

Node = dict[str, Any]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)


def contact_node(point: "ContactPoint") -> Node:
    """Return a point as a `ContactPoint`, an address as the subtype `PostalAddress`.

    Empty values are left out.
    """
    is_place = point.channel == point.Channel.PLACE
    place = ", ".join(str(localized(point, "place")).split("\n")) if is_place else ""
    node = {
        "@type": "PostalAddress" if is_place else "ContactPoint",
        "name": str(localized(point, "display_title")),
        "contactType": str(localized(point, "purpose") or localized(point, "display_title")),
        "telephone": point.value if point.is_dialled else "",
        "email": point.value if point.channel == point.Channel.EMAIL else "",
        "url": point.value if point.channel == point.Channel.FORM else "",
        "contactOption": "TollFree" if is_free_call(point) else "",
        "availableLanguage": codes_in(point.languages),
        "areaServed": area_of(point),
        "streetAddress": place,
        "addressRegion": point.get_province_display() if is_place and point.province else "",
        "addressCountry": "EC" if is_place else "",
        "hoursAvailable": [*map(hours_node, point.opening_hours.all()), *closed_nodes(point)],
    }
    return {name: value for name, value in node.items() if value}


def is_free_call(point: "ContactPoint") -> bool:
    return point.channel == point.Channel.TELEPHONE and point.cost == point.Cost.FREE


def area_of(point: "ContactPoint") -> Node:
    if not point.province:
        return {"@type": "Country", "name": "EC"}
    name = point.get_province_display()
    return {"@type": "AdministrativeArea", "name": name, "identifier": point.province}


def hours_node(hours: "OpeningHours") -> Node:
    """Return the hours of a day; an end before the beginning is on the next day."""
    opens, closes = hours.opens, hours.closes
    if opens == closes:
        opens, closes = MIDNIGHT, LAST_MINUTE
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": f"https://schema.org/{WEEKDAYS[hours.weekday - 1]}",
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
    }


def closed_nodes(point: "ContactPoint") -> list[Node]:
    """Return the closed days: schema.org writes them as hours that begin and end at midnight."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": closed.day.isoformat(),
            "validThrough": closed.day.isoformat(),
            "opens": "00:00",
            "closes": "00:00",
        }
        for closed in point.closed_days.all()
    ]
