"""Mutations of the functions of a module: each changes one expression or one statement.

A mutated module holds all of them at once, behind switches: ``a < b`` becomes ``(a <= b) if
__mutant__(7) else (a < b)``, and what is bound to ``__mutant__`` says which is on. So a module is
imported once, whatever decorates its functions and whoever has imported them.

What runs at import or at start only (decorators, default values, fields, constants, the functions
of `AT_START`) is left alone: no switch would reach it.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

#: The name by which mutated modules ask which mutant is on; a function from a number to a bool.
SWITCH = "__mutant__"

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}
#: The end of a lookup of Django, as in ``filter(day__lte=...)``, and what it is mistaken for.
LOOKUPS = {"__lt": "__lte", "__lte": "__lt", "__gt": "__gte", "__gte": "__gt"}
#: Calls of a queryset that can be left out of a chain.
STEPS = {
    "filter",
    "exclude",
    "public",
    "confirmed",
    "told",
    "distinct",
    "order_by",
    "reverse",
    "select_for_update",
    "strip",
    "casefold",
    "lower",
}
#: Functions that connect signals, once.
AT_START = {"connect", "ready"}
METHOD_OPPOSITES = {"filter": "exclude", "exclude": "filter"}
FUNCTION_OPPOSITES = {"any": "all", "all": "any", "min": "max", "max": "min"}

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Mutation:
    """A change of a module: its line, and what it does to which code."""

    line: int
    what: str


def mutations(source: str) -> list[Mutation]:
    """Return what can be changed in a module, always in the same order."""
    rewriter = Rewriter({})
    rewriter.visit(ast.parse(source))
    return rewriter.found


def mutated(source: str, switches: dict[int, int]) -> ast.Module:
    """Return the module with a switch for each of ``switches``: {place in `mutations`: number}."""
    tree = Rewriter(switches).visit(ast.parse(source))
    return ast.fix_missing_locations(tree)


class Rewriter(ast.NodeTransformer):
    def __init__(self, switches: dict[int, int]):
        self.switches = switches
        self.found: list[Mutation] = []
        self.inside = False  # a function
        self.conditions: set[int] = set()  # the ids of nodes that are asked for their truth

    def visit(self, node):
        if isinstance(node, Function):
            return self.visit_function(node)
        if isinstance(node, ast.pattern):
            return node
        if not self.inside or isinstance(node, ast.Slice):
            return self.generic_visit(node)
        if isinstance(node, ast.AnnAssign):
            node.value = self.visit(node.value) if node.value else None
            return node
        if isinstance(node, ast.ClassDef):
            node.body = [self.visit(statement) for statement in node.body]
            return node
        if isinstance(node, ast.JoinedStr):
            return self.visit_text(node)
        if isinstance(node, ast.stmt):
            return self.visit_statement(node)
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            return self.visit_expression(node)
        return self.generic_visit(node)

    def visit_function(self, node):
        """Change the body only: the rest runs once, where the function is defined."""
        if getattr(node, "name", "") in AT_START:
            return node
        outside, self.inside = self.inside, True
        if isinstance(node, ast.Lambda):
            node.body = self.visit(node.body) if outside else node.body
        else:
            node.body = [self.visit(statement) for statement in node.body]
        self.inside = outside
        return node

    def visit_text(self, node):
        replacements = list(self.replacements(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
        return self.switched(node, replacements)

    def visit_expression(self, node):
        replacements = list(self.replacements(node))
        if isinstance(node, ast.IfExp):
            self.conditions.add(id(node.test))
        for loop in getattr(node, "generators", ()):
            self.conditions |= {id(condition) for condition in loop.ifs}
        return self.switched(self.generic_visit(node), replacements)

    def visit_statement(self, node):
        replacements = [
            (what, ast.copy_location(new, node)) for what, new in changed_statements(node)
        ]
        if isinstance(node, ast.If | ast.While):
            self.conditions.add(id(node.test))
        if isinstance(node, ast.With):
            for item in node.items:
                if item.optional_vars is None and isinstance(item.context_expr, ast.Call):
                    nothing = parsed("__import__('contextlib').nullcontext()")
                    item.context_expr = self.switched(
                        self.generic_visit(item.context_expr),
                        [(f"enters no {ast.unparse(item.context_expr)}", nothing)],
                    )
            node.body = [self.visit(statement) for statement in node.body]
            return node
        if is_docstring(node):
            return node
        changed = self.generic_visit(node)
        for what, new in replacements:
            if (number := self.number(node, what)) is not None:
                changed = ast.If(asked(number), [new], [changed])
                ast.copy_location(changed, node)
        return changed

    def replacements(self, node) -> Iterator[tuple[str, ast.expr]]:
        if id(node) in self.conditions and not is_negatable(node):
            yield f"not {ast.unparse(node)}", ast.UnaryOp(ast.Not(), copy.deepcopy(node))
        for new in changed_expressions(node):
            yield f"{ast.unparse(node)} → {ast.unparse(new)}", copy.deepcopy(new)

    def switched(self, node, replacements):
        original = node
        for what, new in replacements:
            if (number := self.number(original, what)) is not None:
                node = ast.copy_location(ast.IfExp(asked(number), new, node), original)
        return node

    def number(self, node, what) -> int | None:
        """Note a mutation; return the number of its switch if it is asked for."""
        self.found.append(Mutation(node.lineno, " ".join(what.split())))
        return self.switches.get(len(self.found) - 1)


def asked(number: int) -> ast.Call:
    return ast.Call(ast.Name(SWITCH, ast.Load()), [ast.Constant(number)], [])


def parsed(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def is_docstring(node) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_negatable(node) -> bool:
    """Whether `changed_expressions` turns the truth of a node around already."""
    return isinstance(node, ast.Compare | ast.BoolOp | ast.Constant) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    )


def is_text(node) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def changed_statements(node) -> Iterator[tuple[str, ast.stmt]]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield f"without {ast.unparse(node)}", ast.Pass()
        case ast.Continue():
            yield "continue → break", ast.Break()
        case ast.AugAssign(op=ast.Add() | ast.Sub() | ast.BitOr() | ast.BitAnd()):
            yield f"without {ast.unparse(node)}", ast.Pass()


def changed_expressions(node) -> Iterator[ast.expr]:
    match node:
        case ast.Compare():
            yield from changed_comparisons(node)
        case ast.BoolOp():
            other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
            yield ast.BoolOp(other, node.values)
            for rest in without_one(node.values):
                yield ast.BoolOp(node.op, rest) if len(rest) > 1 else rest[0]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            if not is_text(left) and not is_text(right):
                yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
            if isinstance(op, ast.BitOr | ast.BitAnd):
                yield left
                yield right
        case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub(), operand=operand):
            yield operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            if other := changed_lookup(value):
                yield ast.Constant(other)
        case ast.JoinedStr(values=[*parts, ast.Constant(value=end)]):
            if other := changed_lookup(end):
                yield ast.JoinedStr([*parts, ast.Constant(other)])
        case ast.Call():
            yield from changed_calls(node)
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.List(elts=elements) | ast.Set(elts=elements):
            for rest in without_one(elements):
                yield ast.List(rest, ast.Load()) if isinstance(node, ast.List) else set_of(rest)
        case ast.Dict(keys=keys, values=values):
            for rest in without_one(list(zip(keys, values, strict=True))):
                yield ast.Dict([key for key, _value in rest], [value for _key, value in rest])


def changed_comparisons(node: ast.Compare) -> Iterator[ast.expr]:
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            operators = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield ast.Compare(node.left, operators, node.comparators)
    match node:
        case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[ast.Tuple(elts=elements)]):
            for rest in without_one(elements):
                yield ast.Compare(node.left, node.ops, [ast.Tuple(rest, ast.Load())])


def changed_calls(node: ast.Call) -> Iterator[ast.expr]:
    is_method = isinstance(node.func, ast.Attribute)
    name = getattr(node.func, "attr" if is_method else "id", "")
    arguments = len(node.args) + len(node.keywords)
    if not (name in METHOD_OPPOSITES and arguments == 1):  # leaving the step out is the same
        for rest in without_one(node.keywords):
            yield ast.Call(node.func, node.args, rest)
    for place, keyword in enumerate(node.keywords):
        if keyword.arg and (other := changed_lookup(keyword.arg)):
            changed = ast.keyword(other, keyword.value)
            keywords = [*node.keywords[:place], changed, *node.keywords[place + 1 :]]
            yield ast.Call(node.func, node.args, keywords)
    if name in ("filter", "exclude", "Q") and arguments > 1:
        for rest in without_one(node.args):
            yield ast.Call(node.func, rest, node.keywords)
    if is_method and name in STEPS and not is_super(node.func.value):
        yield node.func.value
    if is_method and name in METHOD_OPPOSITES:
        func = ast.Attribute(node.func.value, METHOD_OPPOSITES[name], ast.Load())
        yield ast.Call(func, node.args, node.keywords)
    if not is_method and name in FUNCTION_OPPOSITES:
        func = ast.Name(FUNCTION_OPPOSITES[name], ast.Load())
        yield ast.Call(func, node.args, node.keywords)


def is_super(node) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super"


def changed_lookup(name: str) -> str | None:
    start, mark, end = name.rpartition("__")
    other = LOOKUPS.get(mark + end)
    return start + other if other else None


def set_of(elements: list) -> ast.expr:
    return ast.Set(elements) if elements else parsed("set()")


def without_one(elements: list) -> Iterator[list]:
    for place in range(len(elements)):
        yield [*elements[:place], *elements[place + 1 :]]
