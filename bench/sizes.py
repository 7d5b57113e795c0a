"""What each page costs in magazines of several sizes, as a table of docs/performance.md.

    BENCH_SIZES=1000,100000 DATABASE_URL=sqlite:///var/bench.sqlite3 python -m bench.sizes

Each size has a database of its own, named after the one in DATABASE_URL and the number of stories
(var/bench_1000.sqlite3). It is filled if it is not there; on PostgreSQL it is made as well. Delete
it to measure another state of the models.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
Row = list[str]


def named(url: str, stories: int) -> str:
    """The address of the database for so many stories: "…/bench_1000" for "…/bench"."""
    parts = urlsplit(url)
    path, dot, suffix = parts.path.partition(".")
    # urlunsplit would drop the empty host of sqlite:///.
    if parts.scheme == "sqlite":
        return f"sqlite://{path}_{stories}{dot}{suffix}"
    return urlunsplit(parts._replace(path=f"{path}_{stories}"))


def is_there(url: str) -> bool:
    """Whether the database exists; PostgreSQL's is made, empty, where it does not."""
    if url.startswith("sqlite"):
        return Path(url.removeprefix("sqlite:///")).exists()
    name = urlsplit(url).path[1:]
    server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return True
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return False


def run(module: str, url: str, *arguments: str, captured: bool = False) -> str:
    """Run a module of the bench on a database; return what it printed, if it is to be captured."""
    finished = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE if captured else None,
        text=True,
        check=True,
    )
    return finished.stdout or ""


def rows(printed: str) -> dict[str, Row]:
    """The rows of a Markdown table by their first cell, the head among them."""
    lines = [line.strip("| \n").split(" | ") for line in printed.splitlines() if "|" in line]
    return {cells[0]: cells for cells in lines if not cells[0].startswith("---")}


def compare(tables: dict[int, dict[str, Row]]) -> str:
    """One table of all sizes: each page with its cells for each size, and what its milliseconds,
    of application and database, are to those of the smallest."""
    first = min(tables)
    head = ["page", "stories", *tables[first]["page"][1:], f"ratio to {first:,}"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for page, least in tables[first].items():
        for stories, table in sorted(tables.items()):
            if page == "page" or (cells := alike(table, page)) is None:
                continue
            ratio = milliseconds(cells) / max(milliseconds(least), 1)
            lines.append(f"| {' | '.join([page, f'{stories:,}', *cells[1:], f'{ratio:.1f}'])} |")
    return "\n".join(lines)


def alike(table: dict[str, Row], page: str) -> Row | None:
    """The row of a page, or of the one of its kind: the newest story has another number."""
    kind = re.sub(r"\d+/$", "", page)
    return table.get(page) or next(
        (cells for name, cells in table.items() if re.sub(r"\d+/$", "", name) == kind), None
    )


def milliseconds(cells: Row) -> float:
    """Of the application and the database together."""
    return float(cells[1]) + float(cells[2])


def write(table: str, name: str) -> None:
    """Put a table between the markers of its name in docs/performance.md."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = DOCUMENT.read_text()
    before, after = text.split(begin)[0], text.split(end)[1]
    DOCUMENT.write_text(f"{before}{begin}\n{table}\n{end}{after}")


def main() -> None:
    """Fill what is missing, measure each size, print and keep the table."""
    url = os.environ.get("DATABASE_URL", "sqlite:///var/bench.sqlite3")
    tables = {}
    for stories in map(int, os.environ.get("BENCH_SIZES", "1000,100000").split(",")):
        database = named(url, stories)
        if not is_there(database):
            run("bench.scale", database, str(stories))
        tables[stories] = rows(run("bench.pages", database, captured=True))
    table = compare(tables)
    print(table)
    write(table, "sqlite" if url.startswith("sqlite") else "postgresql")


if __name__ == "__main__":
    main()
