"""What the pages of persons and deals show.

Each starts from the public facts that name its record and lets a `PageLoader` fetch the rest: two
statements a page, whatever the number of facts.
"""

from django.db.models import Q

from media.models import Picture

from ..knowledge.filmography import coming_works, filmography
from ..knowledge.networks import original_releases
from ..listing.filtersets import announcement_day
from ..models import (
    FACT_MODELS,
    Casting,
    Credit,
    Deal,
    DealParty,
    Nomination,
    Person,
    Release,
    Series,
)
from ..models.batch import attach, fetch_batch
from ..models.people import PersonExternalId
from .loader import PageLoader, People, nest
from .profile import FactSheet
from .series import stories_about


class FactLoader(PageLoader):
    """The rows of a page that starts from facts, and not from whole series."""

    def start(self, facts: dict, children: dict | None = None) -> "FactLoader":
        """Fetch the facts of these public querysets, by model, the releases of their deals, and
        ``children``, other rows by model. Return itself."""
        querysets = {model: facts.get(model, model.objects.none()) for model in FACT_MODELS}
        deals = Deal.objects.filter(pk__in=querysets[Deal].order_by().values("pk"))
        querysets[Release] = Release.objects.filter(
            Q(pk__in=querysets[Release].order_by().values("pk"))
            | Q(pk__in=Release.objects.public().filter(deal__in=deals.values("pk")).values("pk"))
        )
        querysets[DealParty] = DealParty.objects.filter(deal__in=deals.values("pk"))
        nominations = querysets[Nomination].order_by().values("pk")
        querysets[People] = People.objects.filter(nomination__in=nominations)
        loaded = fetch_batch(querysets | (children or {}))
        nest(loaded)
        self.facts = [fact for model in FACT_MODELS for fact in loaded[model]]
        self.children = {model: loaded[model] for model in children or {}}
        return self

    def finish(self) -> FactSheet:
        """Fetch the records and return the facts, whole."""
        self.load_records(())
        if Credit in self.children:
            self.children[Credit] = [
                credit
                for credit in self.children[Credit]
                if attach(credit, "series", self.records[Series])
            ]
        return FactSheet.of(self.whole(self.facts))


def person_page(person: Person) -> dict:
    """Return the context of a person's page."""
    credits = Credit.objects.public().filter(person=person)
    loader = FactLoader().start(
        {
            Casting: Casting.objects.public().filter(person=person),
            Nomination: Nomination.objects.public().filter(people=person),
            Release: original_releases().filter(subject_id__in=credits.values("series")),
        },
        {Credit: credits, PersonExternalId: PersonExternalId.objects.filter(person=person)},
    )
    loader.want(Series, *(c.series_id for c in loader.children[Credit]))
    loader.want(Picture, person.portrait_id)
    facts = loader.finish()
    attach(person, "portrait", loader.records[Picture])
    groups = filmography(loader.children[Credit], facts.releases)
    return {
        "person": person,
        "filmography": groups,
        "coming": coming_works(groups),
        "facts": facts,
        "external_ids": loader.children[PersonExternalId],
        "stories": stories_about(person),
    }


def whole_deals(keys) -> list[Deal]:
    """Return the public deals with these keys, in their order, with all that a line shows."""
    keys = list(keys)
    facts = FactLoader().start({Deal: Deal.objects.public().filter(pk__in=keys)}).finish()
    return sorted(facts.deals, key=lambda deal: keys.index(deal.pk))


def newest_deals():
    """Return the public confirmed deals, those announced last first."""
    newest = Deal.objects.public().confirmed()
    return newest.order_by(announcement_day().desc(nulls_last=True), "-pk")
