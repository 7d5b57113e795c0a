"""Reading the demonstration's YAML, and saying in one sentence what is wrong with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.utils import timezone

from .days import dated

DATA = Path(__file__).parent / "data"


class DemoError(Exception):
    """The data cannot be loaded; the message names the file, the entry and what is wrong."""


def read(name: str) -> list[tuple[str, dict]]:
    """Return (where, entry) for each entry of a file of the data, or of each file of a folder.

    Nothing if there is no such file: an issue has only those that it needs. ``where`` is what an
    error message begins with: “series/france.yaml, missions”. Days that are counted from today
    are told (`days`).
    """
    path = DATA / name
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.exists() else []
    entries, today = [], timezone.localdate()
    for file in files:
        shown = file.relative_to(DATA)
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise DemoError(
                f"{shown} : YAML illisible ({' '.join(str(error).split())})."
            ) from error
        for entry in content if isinstance(content, list) else [content]:
            called = next(
                (entry[key] for key in ("slug", "name", "username") if key in entry), None
            )
            where = f"{shown}, {called}"
            with explained(where):
                entries.append((where, dated(entry, today)))
    return entries


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what goes wrong inside into a `DemoError` that begins with ``where``."""
    try:
        yield
    except DemoError as error:
        raise error if where in str(error) else DemoError(f"{where} : {error}") from error
    except ValidationError as error:
        raise DemoError(f"{where} : {_sentence(error)}") from error
    except KeyError as error:
        raise DemoError(f"{where} : il manque la clé {error}.") from error
    except (TypeError, ValueError, IntegrityError) as error:
        raise DemoError(f"{where} : {error}") from error


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for field, messages in error.message_dict.items():
        text = " ".join(messages)
        parts.append(text if field == "__all__" else f"{field} : {text}")
    return " ; ".join(parts)


def exact(value: Any) -> Any:
    """Floats of YAML as the decimals they were typed as: 33.33, not 33.330000000000000071."""
    return Decimal(str(value)) if isinstance(value, float) else value


def save_valid(instance: Model, exclude: Any = ()) -> Any:
    """Validate and save; return the instance."""
    instance.full_clean(exclude=exclude)
    instance.save()
    return instance


def save_all_valid(instances: Iterable[Any]) -> None:
    """Validate each and save them at once: children of one record, all of one model.

    What hears of saved rows hears of their record alone.
    """
    instances = list(instances)
    for instance in instances:
        instance.full_clean()
    if instances:
        type(instances[0]).objects.bulk_create(instances)
