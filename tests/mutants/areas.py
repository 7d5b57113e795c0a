"""What is mutated, and by which tests it is held: an area of rules is one entry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Modules, by their dotted names, and the files or folders whose tests are to hold them."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = (
    Area(
        "visibility",
        (
            "articles.models.querysets",
            "articles.projection",
            "media.querysets",
            "shows.knowledge.networks",
            "shows.models.querysets",
            "shows.projection.derive",
            "shows.projection.footprints",
            "shows.projection.rules",
            "shows.projection.series",
        ),
        (
            "tests/articles/pages/test_authors.py",
            "tests/articles/pages/test_public_pages.py",
            "tests/articles/test_visibility.py",
            "tests/magazine/test_leaks.py",
            "tests/media/test_pictures.py",
            "tests/shows/pages/test_record_pages.py",
            "tests/shows/projection",
            "tests/shows/test_records.py",
        ),
    ),
    Area(
        "publication",
        (
            "articles.models.embargo",
            "articles.models.publishable",
            "articles.publishing.checks.blocking",
            "articles.publishing.due",
            "articles.publishing.runs",
            "articles.publishing.schedule",
            "articles.publishing.worker",
        ),
        (
            "tests/articles/publishing",
            "tests/articles/test_publication_order.py",
            "tests/magazine/test_consent.py",
            "tests/media/test_background.py",
        ),
    ),
    Area(
        "guard",
        ("articles.deletion_guard", "shows.admin.deletion", "shows.admin.revision_references"),
        (
            "tests/articles/test_deletion_guard.py",
            "tests/articles/test_reference_index.py",
            "tests/shows/admin/test_deletion.py",
        ),
    ),
    Area(
        "permissions",
        (
            "articles.admin.form_permissions",
            "articles.newsroom.access",
            "articles.permissions",
            "shows.admin.permissions",
        ),
        (
            "tests/articles/admin/test_facts_tab.py",
            "tests/articles/newsroom/test_assignments.py",
            "tests/articles/newsroom/test_workflow.py",
            "tests/magazine/newsroom/test_permissions.py",
            "tests/magazine/newsroom/test_roles.py",
        ),
    ),
    Area(
        "page cache",
        ("magazine.page_cache.edition", "magazine.page_cache.middleware", "shows.reader_country"),
        ("tests/magazine/test_page_cache.py", "tests/shows/pages/test_where_to_watch.py"),
    ),
    Area(
        "partial dates",
        (
            "shows.partial_dates.edtf",
            "shows.partial_dates.fields",
            "shows.partial_dates.french",
            "shows.partial_dates.value",
        ),
        (
            "tests/shows/admin/test_days.py",
            "tests/shows/test_partial_dates.py",
            "tests/shows/test_records.py",
        ),
    ),
    Area(
        "successors",
        ("shows.admin.ways", "shows.knowledge.similar", "shows.pages.successors"),
        (
            "tests/shows/admin/test_kinds_of_what_is_made.py",
            "tests/shows/knowledge/test_similar.py",
            "tests/shows/pages/test_replaced_in_a_deal.py",
        ),
    ),
    Area(
        "status",
        (
            "shows.knowledge.availability",
            "shows.knowledge.runs",
            "shows.knowledge.seasons",
            "shows.knowledge.status",
            "shows.listing.renewals",
        ),
        (
            "tests/shows/admin/test_verification.py",
            "tests/shows/knowledge/test_status.py",
            "tests/shows/listing/test_renewals.py",
            "tests/shows/pages/test_series_page.py",
            "tests/shows/pages/test_where_to_watch.py",
        ),
    ),
    Area(
        "facets",
        (
            "shows.listing.companies",
            "shows.listing.facets",
            "shows.listing.filtersets",
            "shows.listing.genres",
            "shows.listing.path_facets",
            "shows.listing.period",
            "shows.listing.persons",
        ),
        ("tests/shows/listing", "tests/shows/pages/test_agenda.py"),
    ),
    Area(
        "prizes and coverage",
        ("shows.knowledge.prizes", "shows.pages.awards", "shows.pages.coverage"),
        (
            "tests/shows/knowledge/test_prizes.py",
            "tests/shows/pages/test_coverage.py",
            "tests/shows/pages/test_record_pages.py",
        ),
    ),
    Area(
        "search",
        ("magazine.search.analysis", "magazine.search.indexes", "magazine.search.results"),
        ("tests/magazine/search",),
    ),
)
