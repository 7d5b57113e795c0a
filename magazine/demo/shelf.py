"""What was loaded so far, found by the address or the name that the YAML writes."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Model
from PIL import Image

from media.models import Licence, Picture
from shows.models import (
    AwardEdition,
    Casting,
    Company,
    Deal,
    DealParty,
    Milestone,
    Nomination,
    Person,
    Reception,
    Release,
    Series,
)

from .reading import DATA, DemoError, exact

CREDIT = "Illustration : Générique"
#: The key of a fact in the YAML, and its model.
FACTS = {
    "deal": Deal,
    "release": Release,
    "milestone": Milestone,
    "casting": Casting,
    "nomination": Nomination,
    "reception": Reception,
}
#: The keys whose value names a record.
RECORDS = {
    "series": Series,
    "to_series": Series,
    "company": Company,
    "buyer": Company,
    "seller": Company,
    "platform": Company,
    "person": Person,
    "edition": AwardEdition,
}


def illustration(name: str) -> bytes:
    """AVIF file of an illustration, by its name: `series/missions`."""
    try:
        return (DATA / "pictures" / f"{name}.avif").read_bytes()
    except FileNotFoundError:
        raise DemoError(f"l’illustration pictures/{name}.avif n’existe pas.") from None


class Shelf:
    """The records by what the YAML calls them, and the pictures saved.

    ``illustration`` gives the content of a picture, AVIF, from its name.
    """

    def __init__(self, illustration: Callable[[str], bytes]) -> None:
        self.illustration = illustration
        self.files: list[tuple] = []  # (storage, name), to take back if the loading fails
        self.facts: dict[Any, Any] = {}  # (story, key) → row
        self._records: dict[Any, Any] = {}

    def put(self, name: str, record: Any) -> Any:
        if (type(record), name) in self._records:
            raise DemoError(f"« {name} » est décrit deux fois.")
        self._records[type(record), name] = record
        return record

    def get(self, model: Any, name: str) -> Any:
        """Return the record of that name; raise DemoError if none was loaded."""
        try:
            return self._records[model, name]
        except KeyError:
            kind = model._meta.verbose_name
            raise DemoError(f"« {name} » n’est décrit nulle part ({kind}).") from None

    def all(self, model: type[Model]) -> list:
        return [record for (kind, _name), record in self._records.items() if kind is model]

    def resolve(self, data: dict) -> dict:
        """Return the data with names of records replaced by the records, and exact decimals."""
        return {
            key: self.get(RECORDS[key], value) if key in RECORDS and value else exact(value)
            for key, value in data.items()
        }

    def fact(self, kind: str, data: dict, citation: dict | None = None) -> Any:
        """Return an unsaved fact, with what is nested in it, from its YAML."""
        if kind not in FACTS:
            raise DemoError(f"« {kind} » n’est pas un fait : {', '.join(FACTS)}.")
        data = {key: value for key, value in data.items() if key not in ("key", "replaces")}
        nested = {key: data.pop(key) for key in ("parties", "releases", "people") if key in data}
        fact = FACTS[kind](**self.resolve(data))
        if citation:
            fact.citation_outlet = citation["outlet"]
            fact.citation_url = citation.get("url", "")
            fact.citation_date = citation.get("date")
        if "parties" in nested:
            fact.parties = self._ordered(DealParty, nested["parties"])
        if "releases" in nested:
            fact.releases = self._ordered(Release, nested["releases"])
        if "people" in nested:
            fact.people = [self.get(Person, name) for name in nested["people"]]
        return fact

    def _ordered(self, model: type[Model], entries: Any) -> list:
        return [model(sort_order=n, **self.resolve(entry)) for n, entry in enumerate(entries)]

    def picture(self, name: str, title: str, data: dict) -> Picture:
        """Put an illustration in the library; its file is of that name."""
        content = self.illustration(name)
        with Image.open(BytesIO(content)) as image:
            width, height = image.size
        across, down = data["focal"]
        focal_size = min(width, height) // 3
        made = Picture(
            title=title,
            description=data["alt"],
            credit=CREDIT,
            licence=Licence.OWN,
            file_size=len(content),
            file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
            focal_point_x=round(across * width),
            focal_point_y=round(down * height),
            focal_point_width=focal_size,
            focal_point_height=focal_size,
        )
        # The width and the height are set from the file; so it is given before the validation.
        made.file.save(f"{name.rpartition('/')[2]}.avif", ContentFile(content), save=False)
        self.files.append((made.file.storage, made.file.name))
        made.full_clean()
        made.save()
        return self.put(name, made)

    def take_back_files(self) -> None:
        """Delete the files of pictures whose rows were rolled back."""
        for storage, name in self.files:
            storage.delete(name)
