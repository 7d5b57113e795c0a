"""Make the shapes of the maps anew from a file of Natural Earth's countries.

python manage.py reduce_world node_modules/world-atlas/countries-50m.json
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...maps.reduce import FRAMES, reduce
from ...maps.shapes import FILE


class Command(BaseCommand):
    help = "Reduces the countries of npm’s world-atlas to the small file that the maps draw."

    def add_arguments(self, parser):
        parser.add_argument("source", help="world-atlas/countries-50m.json")

    def handle(self, source, **options):
        try:
            topology = json.loads(Path(source).read_text())
            maps = {name: reduce(topology, frame) for name, frame in FRAMES.items()}
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{source} is not a TopoJSON file of countries: {error}") from error
        text = json.dumps(maps, separators=(",", ":"))
        FILE.write_text(text.replace('],"', '],\n"') + "\n")
        number = len(maps["world"]["countries"])
        self.stdout.write(f"{number} countries, {FILE.stat().st_size} bytes.")
