#!/usr/bin/env python3
"""Measures the shape of the product code against the bar and prints a table.

  measure_shape.py [--worst N] [--strict]

Product code is src/ without tests, fuzz targets and test helpers. A forbidden include or a cycle
ends with 1; the other rows inform, unless --strict. --worst names the N longest and most tangled
functions and files. Needs Universal Ctags and pmccabe; a row without its tool says so.
"""
import argparse
import collections
import dataclasses
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

import check_layers
from include_graph import is_test, source_files

ROOT = pathlib.Path(__file__).resolve().parent.parent
ALLOWLIST = ROOT / "tools" / "long_functions.txt"  # functions over 100 lines, each with its reason
WINDOW = 12  # lines that make a repeat

FUNCTION_MACRO = re.compile(r"^\s*#\s*define\s+\w+\(")


@dataclasses.dataclass(frozen=True)
class Row:
    """One line of the table. `most` and `least` bound the value; None is no bound."""
    name: str
    value: float | None
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def holds(self) -> bool:
        if self.value is None:
            return True
        return ((self.least is None or self.value >= self.least) and
                (self.most is None or self.value <= self.most))


@dataclasses.dataclass(frozen=True)
class Function:
    name: str
    place: str  # path:line
    size: int   # lines, or cyclomatic complexity


def percentile(values: list[int], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


def strip_comments(text: str) -> tuple[int, list[str]]:
    """Returns the number of comment-only lines, and the code lines without comments, stripped.
    String literals are left alone; a // inside one would be cut, which costs nothing here."""
    comments, code, inside = 0, [], False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        if inside or line.startswith(("//", "/*")):
            comments += 1
            inside = (inside or line.startswith("/*")) and "*/" not in line
            continue
        code.append(line.split(" //", 1)[0].rstrip())
    return comments, code


def functions_by_ctags(files: list[pathlib.Path]) -> list[Function]:
    command = ["ctags", "--output-format=json", "--languages=C++", "--kinds-C++=f",
               "--fields=+ne", "-f", "-", *map(str, files)]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tags = (json.loads(line) for line in lines.splitlines())
    return [Function(tag["name"], f"{tag['path']}:{tag['line']}", tag["end"] - tag["line"] + 1)
            for tag in tags if "end" in tag]


def complexity_by_pmccabe(files: list[pathlib.Path]) -> list[Function]:
    """Traditional McCabe numbers (each case of a switch counts)."""
    lines = subprocess.run(["pmccabe", *map(str, files)], cwd=ROOT, capture_output=True,
                           text=True, check=False).stdout
    found = []
    for line in lines.splitlines():
        columns = line.split("\t")
        if len(columns) >= 6 and columns[1].isdigit():
            place, _, name = columns[5].partition(": ")
            found.append(Function(name, re.sub(r"\((\d+)\)$", r":\1", place), int(columns[1])))
    return found


def repeated_share(texts: list[list[str]]) -> float:
    """The share of code lines inside a window of WINDOW lines that occurs twice or more. Include
    lines do not count: every file has its own."""
    bodies = [[line for line in text if not line.startswith("#include")] for text in texts]
    seen = collections.Counter()
    for body in bodies:
        seen.update(tuple(body[i:i + WINDOW]) for i in range(len(body) - WINDOW + 1))
    repeated = 0
    for body in bodies:
        marked = set()
        for i in range(len(body) - WINDOW + 1):
            if seen[tuple(body[i:i + WINDOW])] > 1:
                marked.update(range(i, i + WINDOW))
        repeated += len(marked)
    return 100 * repeated / max(1, sum(map(len, bodies)))


def line_count(path: pathlib.Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_lines() -> int:
    """Lines of all that tests: unit tests and helpers, text tests, fuzz targets, rule tests."""
    patterns = ("src/**/*_test.cc", "src/**/testing/*", "test/**/*", "fuzz/*.cc", "web/test/**/*",
                "tools/*_test.py")
    suffixes = {".cc", ".h", ".hunt", ".py", ".sh", ".ts", ".mjs", ".js", ".yml", ".txt"}
    files = {path for pattern in patterns for path in ROOT.glob(pattern)
             if path.is_file() and path.suffix in suffixes and "node_modules" not in path.parts}
    return sum(map(line_count, files))


def file_rows(headers: list[int], sources: list[int]) -> list[Row]:
    return [Row("header lines, median", statistics.median(headers or [0]), most=110),
            Row("header lines, p95", percentile(headers, 0.95), most=350),
            Row("source lines, median", statistics.median(sources or [0]), most=200),
            Row("source lines, p95", percentile(sources, 0.95), most=700),
            Row("longest file", max(headers + sources, default=0), most=1000)]


def function_rows(functions: list[Function] | None) -> list[Row]:
    if functions is None:
        return [Row("function lines (needs ctags)", None)]
    sizes = [function.size for function in functions]
    count = max(1, len(sizes))
    return [Row("function lines, median", statistics.median(sizes or [0]), most=7),
            Row("function lines, p95", percentile(sizes, 0.95), most=45),
            Row("functions over 60 lines", 100 * sum(s > 60 for s in sizes) / count, most=2.5,
                unit="%"),
            Row("functions over 100 lines", 100 * sum(s > 100 for s in sizes) / count, most=0.5,
                unit="%")]


def complexity_rows(functions: list[Function] | None) -> list[Row]:
    if functions is None:
        return [Row("cyclomatic complexity (needs pmccabe)", None)]
    values = [function.size for function in functions]
    return [Row("cyclomatic complexity, p95", percentile(values, 0.95), most=10),
            Row("cyclomatic complexity, most", max(values, default=0))]


def text_rows(files: list[pathlib.Path]) -> list[Row]:
    stripped = {path: strip_comments((ROOT / path).read_text(encoding="utf-8")) for path in files}
    headers = [stripped[path] for path in files if path.suffix == ".h"]
    comments = sum(count for count, _ in headers)
    code = sum(len(lines) for _, lines in headers)
    total = sum(line_count(ROOT / path) for path in files)
    macros = sum(bool(FUNCTION_MACRO.match(line)) for _, lines in stripped.values()
                 for line in lines)
    return [Row("comment share of headers", 100 * comments / max(1, comments + code), least=30,
                most=45, unit="%"),
            Row("test lines per product line", test_lines() / max(1, total), least=0.8),
            Row("lines in repeats", repeated_share([lines for _, lines in stripped.values()]),
                most=2, unit="%"),
            Row("function-like macros per 1000 lines", 1000 * macros / max(1, total), most=0.3),
            Row("product lines", total), Row("product files", len(files))]


def unexplained(functions: list[Function]) -> list[Function]:
    """Functions over 100 lines that the allowlist does not name."""
    known = {line.split()[0] for line in ALLOWLIST.read_text().splitlines()
             if line.strip() and not line.startswith("#")} if ALLOWLIST.exists() else set()
    return [f for f in functions
            if f.size > 100 and f"{f.place.rsplit(':', 1)[0]}:{f.name}" not in known]


def print_table(rows: list[Row]) -> None:
    def show(value: float | None, unit: str) -> str:
        return "-" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".") + unit
    print(f"{'measure':38} {'here':>10}  bar")
    for row in rows:
        bounds = [f">= {show(row.least, row.unit)}"] if row.least is not None else []
        bounds += [f"<= {show(row.most, row.unit)}"] if row.most is not None else []
        verdict = "" if row.holds else "   OVER THE BAR"
        print(f"{row.name:38} {show(row.value, row.unit):>10}  {', '.join(bounds)}{verdict}")


def print_worst(title: str, functions: list[Function] | None, count: int) -> None:
    for function in sorted(functions or [], key=lambda f: (-f.size, f.place))[:count]:
        print(f"  {title} {function.size:5}  {function.name}  {function.place}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--strict", action="store_true")
    args = parser.parse_args()

    problems, _ = check_layers.check(ROOT / "src")
    files = [pathlib.Path("src") / path for path in source_files(ROOT / "src")
             if not is_test(path.as_posix())]
    headers = [line_count(ROOT / path) for path in files if path.suffix == ".h"]
    sources = [line_count(ROOT / path) for path in files if path.suffix == ".cc"]
    functions = functions_by_ctags(files) if shutil.which("ctags") else None
    units = [path for path in files if path.suffix == ".cc"]
    complexity = complexity_by_pmccabe(units) if shutil.which("pmccabe") and units else None

    rows = (file_rows(headers, sources) + function_rows(functions) + complexity_rows(complexity) +
            text_rows(files) + [Row("forbidden includes and cycles", len(problems), most=0)])
    print_table(rows)
    print_worst("lines", functions, args.worst)
    print_worst("paths", complexity, args.worst)
    for function in unexplained(functions or []):
        print(f"over 100 lines without a reason in {ALLOWLIST.name}: {function.name} {function.place}")
    for problem in problems:
        print(problem)
    return 1 if problems or (args.strict and not all(row.holds for row in rows)) else 0


if __name__ == "__main__":
    sys.exit(main())
