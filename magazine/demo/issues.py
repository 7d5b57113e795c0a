"""The two issues of the demonstration: the archive, which is true, and the current one."""

from dataclasses import dataclass, field

from shows.models.choices import CompanyKind

from .reading import read


@dataclass(frozen=True)
class Issue:
    """Where its data are, and what is said to readers at the top of each of its pages, by what
    the page is of: a model, or a kind of company."""

    folder: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> list[tuple[str, dict]]:
        """Return (where, entry) for each entry of one of its files or folders."""
        return read(f"{self.folder}{name}")

    def note(self, *kinds: str) -> dict[str, str]:
        """The field that holds the note, for the first of the ``kinds`` that has one."""
        return {"editor_note": next((self.notes[kind] for kind in kinds if kind in self.notes), "")}


INVENTED = "pour la démonstration de Générique."

#: Real series, companies and people, facts with their sources: no note.
ARCHIVE = Issue()
#: All of it is invented, and every page of it says so.
CURRENT = Issue(
    "current/",
    {
        "series": f"Série inventée {INVENTED}",
        "person": f"Personne inventée {INVENTED}",
        "company": f"Société inventée {INVENTED}",
        CompanyKind.CHANNEL: f"Chaîne inventée {INVENTED}",
        CompanyKind.STREAMING_SERVICE: f"Service inventé {INVENTED}",
        CompanyKind.GROUP: f"Groupe inventé {INVENTED}",
        "award": f"Prix inventé {INVENTED}",
        "article": f"Cet article, ses sources et ses séries sont inventés {INVENTED}",
    },
)
