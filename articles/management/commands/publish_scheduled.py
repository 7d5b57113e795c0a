"""Publish what is due. Takes the place of Wagtail's command of the same name."""

from django.core.management.base import BaseCommand, CommandError

from ...publishing import publish_due


class Command(BaseCommand):
    help = "Publish scheduled stories whose time has come; unpublish expired ones."

    def handle(self, **options):
        report = publish_due()
        for published in report.published:
            self.stdout.write(f"published: {published}")
        for expired in report.unpublished:
            self.stdout.write(f"unpublished: {expired}")
        if report.failed:
            lines = [f"“{subject}”: {sentence}" for subject, sentence in report.failed]
            raise CommandError("Still scheduled:\n" + "\n".join(lines))
