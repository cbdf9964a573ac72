"""What a release is made of: its packages as CycloneDX, and their licences.

Names and versions are those that the requirements pin, licences and dependencies what the installed
packages say of themselves. A package that is pinned for other systems alone has neither.
"""

import re
import uuid
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from .package_audit import pins

ROOT = Path(__file__).parents[1]
# File of requirements: what CycloneDX calls its use.
FILES = {"requirements.txt": "required", "requirements-growing.txt": "optional"}
CLASSIFIER = "License :: OSI Approved :: "


def scopes() -> dict[tuple[str, str], str]:
    """Return name and version of each package that a server may have, with its use."""
    found: dict[tuple[str, str], str] = {}
    for file, scope in FILES.items():
        for pin in pins([ROOT / file]):
            found.setdefault(pin, scope)
    return found


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence(package: Distribution | None) -> dict:
    """Return the licence as CycloneDX writes it: an expression of SPDX, else a name."""
    if package is None:
        return {"license": {"name": "not known here: not installed"}}
    said = package.metadata
    if expression := said.get("License-Expression"):
        return {"expression": expression}
    classified = [c for c in said.get_all("Classifier") or [] if c.startswith(CLASSIFIER)]
    name = " or ".join(c.removeprefix(CLASSIFIER) for c in classified) or said.get("License")
    return {"license": {"name": (name or "not stated").splitlines()[0]}}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(package: Distribution | None) -> set[str]:
    """Return the normal names of what a package needs here, whatever extras are asked for."""
    wanted = map(Requirement, (package.requires if package else None) or [])
    return {
        normal(each.name)
        for each in wanted
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def bill(version: str, made: str, digest: str) -> dict:
    """Return CycloneDX 1.6: of the archive with this SHA-256, made at this time (ISO 8601)."""
    found = scopes()
    # Of one that is pinned twice, for two versions of Python, the newer.
    references = {
        normal(name): f"pkg:pypi/{normal(name)}@{number}" for name, number in sorted(found)
    }
    components, dependencies = [], []
    for (name, number), scope in sorted(found.items()):
        package, reference = installed(name), f"pkg:pypi/{normal(name)}@{number}"
        components.append(
            {
                "type": "library",
                "bom-ref": reference,
                "name": name,
                "version": number,
                "scope": scope,
                "licenses": [licence(package)],
                "purl": reference,
            }
        )
        on = sorted(references[each] for each in needed(package) & references.keys())
        dependencies.append({"ref": reference, "dependsOn": on})
    portal = f"oim-portal@{version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, digest)}",
        "version": 1,
        "metadata": {
            "timestamp": made,
            "component": {
                "type": "application",
                "bom-ref": portal,
                "name": "oim-portal",
                "version": version,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [{"license": {"id": "BSD-3-Clause"}}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": portal, "dependsOn": sorted(references.values())},
            *dependencies,
        ],
    }


def licences() -> str:
    """Return the licence of each package in a line, then the texts that they bring."""
    lines, texts = [], []
    for name, number in sorted(scopes()):
        package = installed(name)
        said = licence(package)
        lines.append(f"{name} {number}: {said.get('expression') or said['license']['name']}")
        for file in (package and package.files) or []:
            if re.match(r"(?i)(licen[cs]e|copying|notice)", file.name) and file.suffix != ".py":
                text = file.locate().read_text("utf-8", "replace").strip()
                texts.append(f"{'=' * 72}\n{name} {number}: {file.name}\n{'=' * 72}\n\n{text}\n")
    return "\n".join([*lines, "", *texts])
