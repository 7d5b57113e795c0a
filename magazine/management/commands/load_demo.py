"""Load the demonstration issue. Part of `make run`."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import Article, Author, Section
from media.models import Picture
from shows.models import FACT_MODELS, AwardEdition, Company, Credit, Genre, Person, Season, Series

from ...demo.loader import DemoError, load_demo

# The demonstration is in French, and so is what is said of it: nothing here is translated.
NAMES = {
    Article: "articles publiés",
    Series: "séries",
    Season: "saisons",
    Credit: "lignes de générique",
    Person: "personnes",
    Company: "chaînes, services et sociétés",
    AwardEdition: "éditions de prix",
    Genre: "genres",
    Section: "rubriques",
    Author: "signatures",
    Picture: "illustrations",
}


class Command(BaseCommand):
    """Says in French what `load_demo` came to; its `DemoError` ends the command."""

    help = "Load the demonstration issue into an empty magazine; elsewhere, nothing is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--archive",
            action="store_true",
            help="Leave out the current issue, whose series, people and channels are invented.",
        )

    def handle(self, *, archive: bool = False, **options: Any) -> None:
        begun = time.monotonic()
        try:
            counts = load_demo(archive=archive)
        except DemoError as error:
            raise CommandError(str(error)) from error
        if counts is None:
            self.stdout.write("Le magazine n’est pas vide : rien à charger, rien n’a été modifié.")
            return
        facts = sum(counts[model] for model in FACT_MODELS)
        rows = [(counts[model], name) for model, name in NAMES.items()]
        rows.append((facts, "faits datés et sourcés"))
        width = len(str(max(number for number, _name in rows)))
        self.stdout.write("Le numéro de démonstration est chargé :")
        for number, name in rows:
            self.stdout.write(f"  {number:>{width}} {name}")
        self.stdout.write(f"En {time.monotonic() - begun:.0f} secondes.")
