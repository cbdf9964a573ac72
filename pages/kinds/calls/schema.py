"""An open vacancy as a schema.org `JobPosting`, by the rules of search engines for jobs.

https://developers.google.com/search/docs/appearance/structured-data/job-posting: a posting whose
day has passed is to be gone, and one without a place or a text is an error. Nothing is invented:
such a vacancy has no posting, and schema.org has no type for consultancies and tenders.
"""

from typing import TYPE_CHECKING, Any

from pages.languages import has_text, localized
from pages.metadata.structured import site_id

from .words import in_ecuador

if TYPE_CHECKING:
    from .models import CallPage


def job_posting(call: "CallPage") -> dict[str, Any]:
    """Return the node of a vacancy; empty where it lacks what a posting must have."""
    text, place = localized(call, "text"), localized(call, "place")
    begins_at = call.begins_at
    if not (has_text(str(text)) and begins_at and call.closes_at and (place or call.province)):
        return {}
    address = {
        "@type": "PostalAddress",
        "addressLocality": str(place),
        "addressRegion": str(call.get_province_display()) if call.province else "",
        "addressCountry": "EC",
    }
    posting = {
        "@type": "JobPosting",
        "title": str(localized(call, "display_title")),
        "description": str(text),
        "datePosted": in_ecuador(begins_at).date().isoformat(),
        "validThrough": in_ecuador(call.closes_at).isoformat(),
        "hiringOrganization": {"@id": site_id("organization")},
        "jobLocation": {
            "@type": "Place",
            "address": {name: value for name, value in address.items() if value},
        },
        "directApply": False,
    }
    if call.reference:
        posting["identifier"] = {"@type": "PropertyValue", "value": call.reference}
    return posting
