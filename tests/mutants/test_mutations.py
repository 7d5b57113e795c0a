"""Mutations change what runs, one thing at a time, and nothing while they are off."""

import ast
import textwrap

import pytest

from tests.mutants.areas import AREAS
from tests.mutants.mutations import SWITCH, mutated, mutations
from tests.mutants.session import source_of

EXPRESSIONS = {
    "a < b": {"a <= b", "a >= b"},
    "a == b": {"a != b"},
    "a is None": {"a is not None"},
    "a in (b, c)": {"a not in (b, c)", "a in (c,)", "a in (b,)"},
    "a and b": {"a or b", "b", "a"},
    "a or b or c": {"a and b and c", "b or c", "a or c", "a or b"},
    "a | b": {"a & b", "a", "b"},
    "a + b": {"a - b"},
    "'a' + b": set(),
    "not a": {"a"},
    "~a": {"a"},
    "True": {"False"},
    "3": {"4"},
    "'a'": set(),
    "'day__lte'": {"'day__lt'"},
    "f'{a}__gt'": {"f'{a}__gte'"},
    "[a, b]": {"[b]", "[a]"},
    "{a}": {"set()"},
    "{a: b, c: d}": {"{c: d}", "{a: b}"},
    "f(a, b=c)": {"f(a)"},
    "a.filter(b)": {"a", "a.exclude(b)"},
    "a.filter(b__gte=c)": {"a", "a.exclude(b__gte=c)", "a.filter(b__gt=c)"},
    "a.filter(b, c)": {"a", "a.exclude(b, c)", "a.filter(c)", "a.filter(b)"},
    "super().public()": set(),
    "any(a)": {"all(a)"},
    "a.all()": set(),
    "b if a else c": {"not a", "b", "c"},
    "[b for b in c if a]": {"not a"},
}


def changes(code: str) -> set[str]:
    return {mutation.what.rpartition(" → ")[2] for mutation in mutations(code)}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression_is_changed_into_what_it_is_mistaken_for(expression):
    assert changes(f"def f():\n    return {expression}") == EXPRESSIONS[expression]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("f()", {"without f()"}),
        ("raise f", {"without raise f"}),
        ("a |= b", {"without a |= b"}),
        ("if a: pass", {"not a"}),
        ("with f(): pass", {"enters no f()"}),
        ("with f() as a: pass", set()),
        ("while a: continue", {"not a", "break"}),
        ("a: int = 1", {"2"}),
        ("'''A docstring'''", set()),
        ("match a:\n        case 1: pass", set()),
    ],
)
def test_a_statement_is_left_out_or_asked_the_other_way_round(statement, expected):
    assert changes(f"def f():\n    {statement}") == expected


def test_what_runs_at_import_or_at_start_only_is_left_alone():
    source = """
    A = 1
    class B:
        c = field(default=1)
        @decorated(1)
        def d(self, e=1, *, f: int = 1) -> list[1]: pass
    g = lambda: 1
    def connect(): post_save.connect(saved, dispatch_uid="saved")
    """
    assert mutations(textwrap.dedent(source)) == []


def test_each_switch_changes_one_thing_and_all_are_off_at_first():
    source = textwrap.dedent("""
    def bounds(numbers, least=0):
        kept = []
        for number in numbers:
            if number > least and number < 5:
                kept.append(number)
        return [str(number) for number in kept]
    """)
    found = mutations(source)
    tree = mutated(source, {place: place for place in range(len(found))})
    on = None
    names = {SWITCH: lambda number: number == on}  # what `on` is when it is asked
    exec(compile(tree, "bounds", "exec"), names)  # noqa: S102
    usual = names["bounds"](range(7))
    assert usual == ["1", "2", "3", "4"]
    results = {}
    for place, mutation in enumerate(found):
        on = place
        results[mutation.what] = names["bounds"](range(7))
    assert results["number > least → number >= least"] == ["0", "1", "2", "3", "4"]
    assert results["number < 5 → number <= 5"] == ["1", "2", "3", "4", "5"]
    assert results["number > least and number < 5 → number > least"] == list("123456")
    assert results["without kept.append(number)"] == []
    assert usual not in results.values()


def test_a_module_without_switches_is_as_it_was():
    source = source_of("shows.models.querysets")
    assert ast.dump(mutated(source, {})) == ast.dump(ast.parse(source))


@pytest.mark.parametrize("module", [module for area in AREAS for module in area.modules])
def test_every_mutant_of_what_matters_compiles(module):
    source = source_of(module)
    found = mutations(source)
    assert found
    compile(mutated(source, {place: place for place in range(len(found))}), module, "exec")


@pytest.mark.parametrize(
    ("module", "what"),
    [
        ("articles.models.publishable", "enters no projected()"),
        ("shows.knowledge.networks", "until=''"),
        ("shows.models.querysets", ".exclude(pk__in=replaced.filter(correction=True)) → "),
        ("articles.deletion_guard", "drafts | Q(approved_go_live_at__isnull=False) → drafts"),
        ("magazine.page_cache.middleware", "→ [request.method, request.scheme, request.get_host"),
        ("magazine.page_cache.middleware", "not response.cookies → response.cookies"),
        ("media.querysets", "Q(rights_end__gte=today) → Q(rights_end__gt=today)"),
    ],
)
def test_the_mistakes_that_tests_once_let_through_are_among_them(module, what):
    assert any(what in mutation.what for mutation in mutations(source_of(module)))
