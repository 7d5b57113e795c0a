"""Dates as precise as they are known: the value, the field, the form field and the filters."""

import datetime
import json
import pickle
from datetime import date

import edtf
import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation
from modelcluster.models import ClusterableModel
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel

from shows.partial_dates import PartialDate, PartialDateField, PartialDateFormField
from shows.typography import NBSP

# EDTF, first day, last day, text, text in a sentence, datetime attribute. "_" is a no-break space.
KINDS = [
    ("2017-09-28", "2017-09-28", "2017-09-28", "28_septembre 2017", "le 28_septembre 2017", True),
    ("2017-06-01", "2017-06-01", "2017-06-01", "1er_juin 2017", "le 1er_juin 2017", True),
    ("2020-02-29", "2020-02-29", "2020-02-29", "29_février 2020", "le 29_février 2020", True),
    ("2017-06", "2017-06-01", "2017-06-30", "juin 2017", "en juin 2017", True),
    ("2018-02", "2018-02-01", "2018-02-28", "février 2018", "en février 2018", True),
    ("2017", "2017-01-01", "2017-12-31", "2017", "en 2017", True),
    ("2018-37", "2018-01-01", "2018-04-30", "début 2018", "début 2018", False),
    ("2018-38", "2018-05-01", "2018-08-31", "mi-2018", "mi-2018", False),
    ("2018-39", "2018-09-01", "2018-12-31", "fin 2018", "fin 2018", False),
    ("2017-21", "2017-03-01", "2017-05-31", "printemps 2017", "au printemps 2017", False),
    ("2018-22", "2018-06-01", "2018-08-31", "été 2018", "à l’été 2018", False),
    ("2018-23", "2018-09-01", "2018-11-30", "automne 2018", "à l’automne 2018", False),
    ("2018-24", "2018-01-01", "2018-03-31", "hiver 2018", "en hiver 2018", False),
    ("2018-33", "2018-01-01", "2018-03-31", "1er_trimestre 2018", "au 1er_trimestre 2018", False),
    ("2018-34", "2018-04-01", "2018-06-30", "2e_trimestre 2018", "au 2e_trimestre 2018", False),
    ("2018-35", "2018-07-01", "2018-09-30", "3e_trimestre 2018", "au 3e_trimestre 2018", False),
    ("2018-36", "2018-10-01", "2018-12-31", "4e_trimestre 2018", "au 4e_trimestre 2018", False),
    (
        "2021-40",
        "2021-01-01",
        "2021-06-30",
        "premier semestre 2021",
        "au premier semestre 2021",
        False,
    ),
    (
        "2021-41",
        "2021-07-01",
        "2021-12-31",
        "second semestre 2021",
        "au second semestre 2021",
        False,
    ),
    ("2018~", "2018-01-01", "2018-12-31", "vers 2018", "vers 2018", False),
    ("2018-06~", "2018-06-01", "2018-06-30", "vers juin 2018", "vers juin 2018", False),
    ("2017-05-03~", "2017-05-03", "2017-05-03", *["vers le 3_mai 2017"] * 2, False),
    ("2018-22~", "2018-06-01", "2018-08-31", *["vers l’été 2018"] * 2, False),
    ("2020-04-01~/2020-04-10~", "2020-04-01", "2020-04-10", *["début avril 2020"] * 2, False),
    ("2020-04-10~/2020-04-20~", "2020-04-10", "2020-04-20", *["mi-avril 2020"] * 2, False),
    ("2020-04-20~/2020-04-30~", "2020-04-20", "2020-04-30", *["fin avril 2020"] * 2, False),
    ("2020-02-20~/2020-02-29~", "2020-02-20", "2020-02-29", *["fin février 2020"] * 2, False),
    ("2020-04-20/2020-04-30", "2020-04-20", "2020-04-30", *["du 20 au 30_avril 2020"] * 2, False),
    ("2017-05-02/2017-05-05", "2017-05-02", "2017-05-05", *["du 2 au 5_mai 2017"] * 2, False),
    ("2017-05-01/2017-05-05", "2017-05-01", "2017-05-05", *["du 1er au 5_mai 2017"] * 2, False),
    (
        *("2017-04-28/2017-05-05", "2017-04-28", "2017-05-05"),
        *(["du 28_avril au 5_mai 2017"] * 2),
        False,
    ),
    (
        *("2017-12-28/2018-01-05", "2017-12-28", "2018-01-05"),
        *(["du 28_décembre 2017 au 5_janvier 2018"] * 2),
        False,
    ),
    ("2017-06/2017-08", "2017-06-01", "2017-08-31", *["de juin à août 2017"] * 2, False),
    ("2017-04/2017-06", "2017-04-01", "2017-06-30", *["d’avril à juin 2017"] * 2, False),
    (
        *("2017-12/2018-02", "2017-12-01", "2018-02-28"),
        *(["de décembre 2017 à février 2018"] * 2),
        False,
    ),
    ("2016/2018", "2016-01-01", "2018-12-31", *["entre 2016 et 2018"] * 2, False),
    (
        *("2018-37/2018-22", "2018-01-01", "2018-08-31"),
        *(["entre début 2018 et l’été 2018"] * 2),
        False,
    ),
    (
        *("2017-05-03/2017-08", "2017-05-03", "2017-08-31"),
        *(["entre le 3_mai 2017 et août 2017"] * 2),
        False,
    ),
    (
        *("2017-05-03/2017-23", "2017-05-03", "2017-11-30"),
        *(["entre le 3_mai 2017 et l’automne 2017"] * 2),
        False,
    ),
]
KINDS = [
    pytest.param(
        text,
        date.fromisoformat(first),
        date.fromisoformat(last),
        french.replace("_", "\u00a0"),
        sentence.replace("_", "\u00a0"),
        text if in_html else "",
        id=text,
    )
    for text, first, last, french, sentence, in_html in KINDS
]
KIND_ARGS = "text, first, last, french, sentence, attr"


# The value


@pytest.mark.parametrize(KIND_ARGS, KINDS)
def test_each_kind_has_its_days_and_its_french(text, first, last, french, sentence, attr):
    value = PartialDate(text)
    assert (value.earliest, value.latest) == (first, last)
    assert str(value) == french
    assert value.in_sentence() == sentence
    assert value.datetime_attr == attr


@pytest.mark.parametrize(KIND_ARGS, KINDS)
def test_what_is_shown_can_be_typed(text, first, last, french, sentence, attr):
    value = PartialDate(text)
    for typed in (text, french, french.replace("\u00a0", " "), french.upper(), sentence):
        assert PartialDate.parse(typed) == value, typed


@pytest.mark.parametrize(KIND_ARGS, KINDS)
def test_the_days_are_those_of_the_edtf_library(text, first, last, french, sentence, attr):
    if text == "2018-24":
        pytest.skip("The library puts winter in December; the French press in January.")
    if text in ("2018-22~", "2018-37/2018-22", "2017-05-03/2017-23"):
        pytest.skip("The library reads parts of a year only alone.")
    oracle = edtf.parse_edtf(text)
    assert date(*oracle.lower_strict()[:3]) == first
    assert date(*oracle.upper_strict()[:3]) == last


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("28 septembre 2017", "2017-09-28"),
        ("  28   SEPTEMBRE  2017 ", "2017-09-28"),
        ("le 28 sept. 2017", "2017-09-28"),
        ("28 sept 2017", "2017-09-28"),
        ("28/09/2017", "2017-09-28"),
        ("28.09.2017", "2017-09-28"),
        ("28-09-2017", "2017-09-28"),
        ("8/9/2017", "2017-09-08"),
        ("2017/09/28", "2017-09-28"),
        ("03/04/2017", "2017-04-03"),
        ("vendredi 1er septembre 2017", "2017-09-01"),
        ("samedi, 30 septembre 2017", "2017-09-30"),
        ("1er juin 2017", "2017-06-01"),
        ("1 juin 2017", "2017-06-01"),
        ("1 er juin 2017", "2017-06-01"),
        ("1ᵉʳ juin 2017", "2017-06-01"),
        ("sept. 2017", "2017-09"),
        ("fév. 2017", "2017-02"),
        ("fevr 2017", "2017-02"),
        ("janv. 2018", "2018-01"),
        ("aout 2017", "2017-08"),
        ("AOÛT 2017", "2017-08"),
        ("août de 2017", "2017-08"),
        ("juil. 2017", "2017-07"),
        ("dec 2017", "2017-12"),
        ("06/2017", "2017-06"),
        ("2017/06", "2017-06"),
        ("2017-6", "2017-06"),
        ("en 2018", "2018"),
        ("courant 2018", "2018"),
        ("debut 2018", "2018-37"),
        ("Début de 2018", "2018-37"),
        ("au début de l’année 2018", "2018-37"),
        ("milieu 2018", "2018-38"),
        ("mi 2018", "2018-38"),
        ("à la mi-2018", "2018-38"),
        ("mi–2018", "2018-38"),
        ("à la fin 2018", "2018-39"),
        ("début juin 2018", "2018-06-01~/2018-06-10~"),
        ("début du mois de juin 2018", "2018-06-01~/2018-06-10~"),
        ("début du mois d’avril 2018", "2018-04-01~/2018-04-10~"),
        ("mi avril 2018", "2018-04-10~/2018-04-20~"),
        ("fin févr. 2018", "2018-02-20~/2018-02-28~"),
        ("ete 2018", "2018-22"),
        ("à l'été 2018", "2018-22"),
        ("à l'hiver 2018", "2018-24"),
        ("T1 2018", "2018-33"),
        ("t4-2018", "2018-36"),
        ("S2 2021", "2021-41"),
        ("2e semestre 2021", "2021-41"),
        ("2ème semestre 2021", "2021-41"),
        ("deuxième semestre 2021", "2021-41"),
        ("1er semestre de 2021", "2021-40"),
        ("premier trimestre 2018", "2018-33"),
        ("troisième trimestre 2018", "2018-35"),
        ("vers le 3 mai 2017", "2017-05-03~"),
        ("vers l'été 2018", "2018-22~"),
        ("13 au 23 avril 2017", "2017-04-13/2017-04-23"),
        ("du 2 mai au 5 mai 2017", "2017-05-02/2017-05-05"),
        ("2-5 mai 2017", "2017-05-02/2017-05-05"),
        ("2 – 5 mai 2017", "2017-05-02/2017-05-05"),
        ("entre le 2 et le 5 mai 2017", "2017-05-02/2017-05-05"),
        ("du 28/04/2017 au 05/05/2017", "2017-04-28/2017-05-05"),
        ("28-04-2017 - 05-05-2017", "2017-04-28/2017-05-05"),
        ("juin-août 2017", "2017-06/2017-08"),
        ("entre juin et août 2017", "2017-06/2017-08"),
        ("d'octobre à décembre 2017", "2017-10/2017-12"),
        ("2016-2018", "2016/2018"),
        ("de 2016 à 2018", "2016/2018"),
        ("entre début et fin 2018", "2018-37/2018-39"),
        ("de juin à l'automne 2018", "2018-06/2018-23"),
        ("du 2 au 2 mai 2017", "2017-05-02"),
        ("2017/2017", "2017"),
    ],
)
def test_editors_type_dates_in_many_ways(typed, text):
    assert PartialDate.parse(typed) == PartialDate(text)


NOT_A_DATE = (
    "“{}” is not a date. Write for example “28 septembre 2017”, “juin 2017”, “début 2018” or"
    " “2017-06”."
)
REFUSED = [
    ("bientôt", NOT_A_DATE),
    ("", NOT_A_DATE),
    ("28/09/17", NOT_A_DATE),  # 1917 or 2017
    ("09/28/2017", NOT_A_DATE),  # the American order
    ("28/09-2017", NOT_A_DATE),
    ("septembre", NOT_A_DATE),
    ("jui 2017", NOT_A_DATE),  # June or July
    ("oc 2017", NOT_A_DATE),
    ("2017-13", NOT_A_DATE),
    ("2017-00", NOT_A_DATE),
    ("21/2017", NOT_A_DATE),  # a code of EDTF, and not a month
    ("2017-25", NOT_A_DATE),  # a season of the southern half
    ("2017-21-03", NOT_A_DATE),
    ("2017?", NOT_A_DATE),  # a fact has its own certainty
    ("201X", NOT_A_DATE),
    ("2017/..", NOT_A_DATE),
    ("2017~/2018~", NOT_A_DATE),
    ("2016/2017/2018", NOT_A_DATE),
    ("T5 2018", NOT_A_DATE),
    ("3e semestre 2018", NOT_A_DATE),
    ("3 printemps 2018", NOT_A_DATE),
    ("début début 2018", NOT_A_DATE),
    ("vers fin avril 2020", NOT_A_DATE),
    ("de 2016 à vers 2018", NOT_A_DATE),
    ("hiver 2017-2018", NOT_A_DATE),
    ("juin et août 2017", NOT_A_DATE),
    ("entre fin avril 2020 et fin mai 2020", NOT_A_DATE),
    ("12017", NOT_A_DATE),
    ("0 mai 2017", NOT_A_DATE),
    ("lundi 1er septembre 2017", NOT_A_DATE),  # a Friday
    ("lundi 30 septembre 2017", NOT_A_DATE),  # a Saturday
    ("lundi 31 septembre 2017", "There is no 31\u00a0septembre 2017. Check the day and the month."),
    ("31 février 2017", "There is no 31\u00a0février 2017. Check the day and the month."),
    ("31/02/2017", "There is no 31\u00a0février 2017. Check the day and the month."),
    ("2017-02-29", "There is no 29\u00a0février 2017. Check the day and the month."),
    ("vers le 31 avril 2017", "There is no 31\u00a0avril 2017. Check the day and the month."),
    ("du 29 au 31 juin 2017", "There is no 31\u00a0juin 2017. Check the day and the month."),
    ("1899", "“{}”: the year must be between 1900 and 2100."),
    ("juin 2101", "“{}”: the year must be between 1900 and 2100."),
    ("31 février 0000", "“{}”: the year must be between 1900 and 2100."),
    ("2000-2200", "“{}”: the year must be between 1900 and 2100."),
    ("2018-2016", "“{}” ends before it starts. Write the earlier date first."),
    ("du 5 au 2 mai 2017", "“{}” ends before it starts. Write the earlier date first."),
    (
        "du 28 décembre au 5 janvier 2018",
        "“{}” ends before it starts. Write the earlier date first.",
    ),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_nonsense_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError) as error:
        PartialDate.parse(typed)
    (raised,) = error.value.error_list
    with translation.override(None):  # the sentence of the source, before any translation
        assert raised.message % raised.params == sentence.format(typed)


def test_a_pasted_page_is_refused_without_repeating_it():
    with pytest.raises(ValidationError) as error:
        PartialDate.parse("de mai à juin " * 1000)
    assert len(error.value.params["value"]) < 100


@pytest.mark.parametrize("text", ["juin 2017", "2017-02-31", "1899", "2018/2016", ""])
def test_the_constructor_takes_only_edtf_that_can_be(text):
    with pytest.raises(ValidationError):
        PartialDate(text)


def test_it_is_a_value():
    june = PartialDate.parse("juin 2017")
    assert june == PartialDate("2017-06")
    assert june != PartialDate("2017-07")
    assert len({june, PartialDate("2017-06"), PartialDate("2017")}) == 2
    assert pickle.loads(pickle.dumps(june)) == june  # noqa: S301
    with pytest.raises(AttributeError):
        june.edtf = "2018"


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("2017-09-28", True),
        ("2017-09-28~", False),
        ("2017-09", False),
        ("2018", False),
        ("2017-05-02/2017-05-05", False),
    ],
)
def test_only_a_day_is_exact(text, exact):
    assert PartialDate(text).is_exact is exact


# The model field


@pytest.fixture
def season_model():
    """A model that inherits one date from an abstract base and has one of its own."""
    with isolate_apps("shows"):

        class Announced(models.Model):
            announced = PartialDateField("annonce", blank=True)

            class Meta:
                abstract = True

        class Season(Announced, ClusterableModel):
            title = models.CharField(max_length=50)
            starts = PartialDateField("début")

            class Meta:
                app_label = "shows"
                db_table = "partial_dates_season"
                ordering = ("starts_earliest", "starts_latest")

            def __str__(self):
                return self.title

        yield Season


@pytest.fixture
def season_table(season_model, transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(season_model)
    yield season_model
    with connection.schema_editor() as editor:
        editor.delete_model(season_model)


def bounds(season):
    return season.starts_earliest, season.starts_latest


JUNE = (date(2017, 6, 1), date(2017, 6, 30))
YEAR_END = (date(2018, 9, 1), date(2018, 12, 31))


def test_the_model_has_two_date_columns_for_each_date(season_model):
    assert sorted(field.name for field in season_model._meta.concrete_fields) == [
        *("announced", "announced_earliest", "announced_latest", "id"),
        *("starts", "starts_earliest", "starts_latest", "title"),
    ]
    assert season_model.check() == []


@pytest.mark.parametrize(
    "assigned", ["juin 2017", "2017-06", PartialDate("2017-06")], ids=["French", "EDTF", "value"]
)
def test_the_bounds_follow_what_is_assigned(season_model, assigned):
    missions = season_model(title="Missions", starts=assigned)
    assert missions.starts == PartialDate("2017-06")
    assert bounds(missions) == JUNE
    missions.starts = "fin 2018"
    assert bounds(missions) == YEAR_END
    missions.starts = None
    assert (missions.starts, *bounds(missions)) == (None, None, None)


def test_a_day_can_be_assigned_and_a_moment_cannot(season_model):
    season = season_model(starts=date(2017, 6, 1))
    assert season.starts == PartialDate("2017-06-01")
    with pytest.raises(ValidationError):
        season.starts = datetime.datetime(2017, 6, 1, 20, 55)


def test_nonsense_is_refused_when_it_is_assigned(season_model):
    with pytest.raises(ValidationError):
        season_model(starts="31 février 2017")


def test_the_bounds_cannot_be_set_apart_from_the_text(season_model):
    missions = season_model(starts="juin 2017", starts_earliest=date(1999, 1, 1))
    missions.starts_latest = date(2099, 1, 1)
    assert bounds(missions) == JUNE


def test_validation_asks_for_a_date_only_where_there_must_be_one(season_model):
    season_model(title="Missions", starts="juin 2017").full_clean()
    with pytest.raises(ValidationError) as error:
        season_model(title="Missions").full_clean()
    assert set(error.value.error_dict) == {"starts"}
    assert error.value.error_dict["starts"][0].code == "blank"


def test_a_draft_keeps_the_date(season_model):
    content = json.loads(season_model(title="Missions", starts="fin 2018").to_json())
    assert content["starts"] == "2018-39"
    assert content["announced"] is None
    content["starts_earliest"] = "1999-01-01"  # an older draft, or one changed by hand
    draft = season_model.from_serializable_data(content)
    assert draft.starts == PartialDate("2018-39")
    assert draft.announced is None
    assert bounds(draft) == YEAR_END


def test_a_fixture_keeps_the_date(season_model):
    (row,) = serializers.serialize("python", [season_model(pk=1, starts="fin avril 2020")])
    assert row["fields"]["starts"] == "2020-04-20~/2020-04-30~"


def test_saved_dates_come_back(season_table):
    season_table.objects.create(title="Missions", starts="juin 2017")
    season_table.objects.bulk_create(
        [season_table(title="Le Bureau des légendes", starts="fin 2018")]
    )
    assert list(
        season_table.objects.values_list("title", "starts", "starts_earliest", "starts_latest")
    ) == [
        ("Missions", PartialDate("2017-06"), *JUNE),
        ("Le Bureau des légendes", PartialDate("2018-39"), *YEAR_END),
    ]
    missions = season_table.objects.get(title="Missions")
    assert (missions.starts, missions.announced) == (PartialDate("2017-06"), None)
    missions.starts = "fin 2018"
    missions.save()
    assert season_table.objects.filter(starts_earliest=YEAR_END[0]).count() == 2
    missions.starts = "2019"
    missions.refresh_from_db()
    assert bounds(missions) == YEAR_END


def test_no_date_is_the_empty_text(season_table):
    season_table.objects.create(title="Missions", starts="2017")
    assert season_table.objects.filter(announced="", announced_earliest=None).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT announced FROM partial_dates_season")
        assert cursor.fetchall() == [("",)]


def test_dates_are_looked_up_as_they_are_typed(season_table):
    season_table.objects.create(title="Missions", starts="juin 2017")
    assert season_table.objects.filter(starts="juin 2017").exists()
    assert season_table.objects.filter(starts__in=[PartialDate("2017-06")]).exists()
    assert not season_table.objects.filter(starts="2017").exists()


def test_seasons_sort_by_earliest_then_latest(season_table):
    for starts in ("fin 2018", "2018", "hiver 2018", "1er janvier 2018", "décembre 2017"):
        season_table.objects.create(title="Hippocrate", starts=starts)
    shown = [str(season.starts) for season in season_table.objects.all()]
    assert shown == ["décembre 2017", "1er\u00a0janvier 2018", "hiver 2018", "2018", "fin 2018"]


def test_deferred_columns_stay_in_step(season_table):
    season_table.objects.create(title="Missions", starts="juin 2017")
    listed = season_table.objects.only("title", "starts_earliest").get()
    assert bounds(listed) == JUNE
    listed.title = "Missions, saison 1"
    listed.save()
    assert season_table.objects.defer("starts").get().starts == PartialDate("2017-06")
    untouched = season_table.objects.only("title").get()
    untouched.starts = "fin 2018"
    untouched.save()
    assert bounds(season_table.objects.get()) == YEAR_END


def test_a_date_is_not_saved_without_its_bounds(season_table):
    missions = season_table.objects.create(title="Missions", starts="juin 2017")
    missions.starts = "fin 2018"
    missions.save(update_fields=["title"])
    with pytest.raises(ValueError, match="starts_earliest"):
        missions.save(update_fields=["starts"])
    missions.save(update_fields=["starts", "starts_earliest", "starts_latest"])
    assert bounds(season_table.objects.get()) == YEAR_END


# Migrations


def test_migrations_name_ordinary_date_columns_once(season_model):
    def changes_from(state):
        models_state = ProjectState()
        models_state.add_model(ModelState.from_model(season_model))
        return MigrationAutodetector(state, models_state)._detect_changes()

    changes = changes_from(ProjectState())
    source = MigrationWriter(changes["shows"][0]).as_string()
    assert source.count("('starts_earliest', models.DateField(editable=False, null=True))") == 1
    assert source.count("('starts_latest', ") == 1
    assert "PartialDateField(max_length=32, verbose_name='début')" in source

    # What the file says, run, is what the models say: there is nothing left to migrate.
    namespace = {}
    exec(source, namespace)  # noqa: S102
    written = namespace["Migration"]("0001_initial", "shows").mutate_state(ProjectState())
    assert changes_from(written) == {}


@pytest.mark.django_db(transaction=True)
def test_a_migration_adds_a_date_to_a_table_and_fills_it():
    """One operation a column, as `makemigrations` writes them, then a data migration."""

    def fill(apps, schema_editor):
        apps.get_model("shows", "Festival").objects.create(held="du 13 au 23 avril 2017")

    table = migrations.CreateModel("Festival", [("id", models.AutoField(primary_key=True))])
    bound = models.DateField(editable=False, null=True)
    columns = [
        migrations.AddField("Festival", "held", PartialDateField(blank=True, default="")),
        migrations.AddField("Festival", "held_earliest", bound),
        migrations.AddField("Festival", "held_latest", bound.clone()),
    ]
    state = ProjectState()
    for operation in [table, *columns, migrations.RunPython(fill)]:
        before, state = state, state.clone()
        operation.state_forwards("shows", state)
        with connection.schema_editor() as editor:
            operation.database_forwards("shows", editor, before, state)
    try:
        with connection.cursor() as cursor:
            description = connection.introspection.get_table_description(cursor, "shows_festival")
        assert {c.name for c in description} == {"id", "held", "held_earliest", "held_latest"}
        festival = state.apps.get_model("shows", "Festival").objects.get()
        assert festival.held_earliest == date(2017, 4, 13)
        assert festival.held_latest == date(2017, 4, 23)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(state.apps.get_model("shows", "Festival"))


# The form field


def season_form(season_model, **kwargs):
    class SeasonForm(WagtailAdminModelForm):
        class Meta(WagtailAdminModelForm.Meta):
            model = season_model
            fields = ("title", "starts", "announced")

    return SeasonForm(**kwargs)


def test_the_form_shows_french_in_a_plain_input(season_model):
    form = season_form(season_model, instance=season_model(starts="1er juin 2017"))
    assert isinstance(form.fields["starts"], PartialDateFormField)
    assert type(form.fields["starts"].widget) is forms.TextInput
    assert form["starts"].value() == "1er juin 2017"
    assert "maxlength" not in str(form["starts"])
    assert form["announced"].value() in (None, "")


def test_the_form_reads_french_into_the_instance(season_model):
    data = {"title": "Missions", "starts": "du 13 au 23 avr. 2017", "announced": ""}
    form = season_form(season_model, data=data)
    assert form.is_valid(), form.errors
    season = form.save(commit=False)
    assert season.starts == PartialDate("2017-04-13/2017-04-23")
    assert bounds(season) == (date(2017, 4, 13), date(2017, 4, 23))
    assert season.announced is None


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(season_model):
    data = {"title": "Missions", "starts": "31 février 2017", "announced": "bientôt"}
    form = season_form(season_model, data=data)
    assert form.errors.as_data()["starts"][0].code == "day"
    assert form.errors.as_data()["announced"][0].code == "invalid"
    assert form["starts"].value() == "31 février 2017"


def test_a_required_date_is_required():
    with pytest.raises(ValidationError) as error:
        PartialDateFormField().clean("  ")
    assert error.value.code == "required"
    assert PartialDateFormField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (PartialDate("2017-06"), "juin 2017", False),
        (PartialDate("2017-06"), "2017-06", False),
        ("2017-06", "Juin 2017", False),
        (None, "", False),
        ("", "", False),
        (PartialDate("2017-06"), "juillet 2017", True),
        (PartialDate("2017-06"), "", True),
        (None, "juin 2017", True),
        (PartialDate("2017-06"), "bientôt", True),
    ],
)
def test_a_date_has_changed_when_it_means_something_else(initial, data, changed):
    assert PartialDateFormField(required=False).has_changed(initial, data) is changed


def test_a_disabled_date_has_not_changed():
    field = PartialDateFormField(disabled=True)
    assert field.has_changed(PartialDate("2017-06"), "2018") is False


def test_the_comparison_of_versions_is_in_french(season_model):
    comparison_class = FieldPanel("starts").bind_to_model(season_model).get_comparison_class()
    field = season_model._meta.get_field("starts")
    before, after = season_model(), season_model(starts="juin 2017")
    comparison = comparison_class(field, before, after)
    assert comparison.has_changed()
    assert comparison.htmldiff() == '<span class="addition">juin 2017</span>'
    taken_off = comparison_class(field, after, before)
    assert taken_off.htmldiff() == '<span class="deletion">juin 2017</span>'
    assert not comparison_class(field, after, season_model(starts="2017-06")).has_changed()


# The template filters


def render(source, value):
    return Template("{% load dates %}" + source).render(Context({"date": value}))


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (PartialDate("2017-06"), '<time datetime="2017-06">juin 2017</time>'),
        (PartialDate("2018-37"), "début 2018"),
        (PartialDate("2018~"), "vers 2018"),
        (date(2017, 6, 1), '<time datetime="2017-06-01">1er\u00a0juin 2017</time>'),
        (
            # Past midnight in Paris.
            datetime.datetime(2017, 9, 27, 22, 30, tzinfo=datetime.UTC),
            '<time datetime="2017-09-28T00:30+02:00">28\u00a0septembre 2017</time>',
        ),
        (
            datetime.datetime(2017, 9, 28, 20, 55),
            '<time datetime="2017-09-28T20:55">28\u00a0septembre 2017</time>',
        ),
        (None, ""),
        ("", ""),
    ],
)
def test_when(value, html):
    assert render("{{ date|when }}", value) == html


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate("2017-06"), "en juin 2017"),
        (PartialDate("2018-23"), "à l’automne 2018"),
        (date(2017, 9, 28), "le 28\u00a0septembre 2017"),
        (None, ""),
    ],
)
def test_in_sentence(value, text):
    assert render("{{ date|in_sentence }}", value) == text


def test_a_date_is_shown_in_french_without_a_filter():
    assert render("{{ date }}", PartialDate("2018-37")) == "début 2018"


PARIS_EVENING = datetime.datetime(2017, 8, 25, 18, 55, tzinfo=datetime.UTC)


def test_an_hour_is_said_as_in_france():
    assert render("{{ date|hour }}", PARIS_EVENING) == f"20{NBSP}h{NBSP}55"
    assert render("{{ date|hour }}", datetime.time(21)) == f"21{NBSP}h"
    assert render("{{ date|hour }}", None) == ""
    assert render("{{ date|moment }}", PARIS_EVENING) == (
        f'<time datetime="2017-08-25T20:55+02:00">25{NBSP}août 2017 à 20{NBSP}h{NBSP}55</time>'
    )
