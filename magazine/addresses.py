"""What the middlewares know of the addresses of the site."""

#: Parts of the site whose pages differ with who asks, or that are files.
NEVER = ("/admin/", "/static/", "/uploads/", "/planning/")
#: Parameters that had a French name or French values: {former name: (name, {former value: value})}.
RENAMED = {
    "ordre": (
        "sort",
        {
            "recentes": "newest",
            "prochaines": "upcoming",
            "anciens": "oldest",
            "anciennes": "oldest",
            "titre": "title",
            "chaine": "network",
            "nom": "name",
        },
    ),
    "droits": ("rights", {}),
    "pays": ("watch_in", {}),
    "suite": ("next", {}),
    "retour": ("next", {}),
    "type": (
        "type",
        {
            "personnes": "people",
            "chaines": "companies",
            "prix": "awards",
            "palmares": "editions",
        },
    ),
}
