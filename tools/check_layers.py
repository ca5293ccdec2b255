#!/usr/bin/env python3
"""Checks that includes point down: the folder table below, no cycles, no private headers.

  check_layers.py [--root src] [--dot]

Prints one line for each include that breaks a rule and ends with 1 if there is any. --dot prints
the graph of folders for Graphviz instead.
"""
import argparse
import pathlib
import sys

from include_graph import find_cycle, folder_of, includes_of, is_test, source_files

# A folder may include itself and what its row names. Data flow right, includes point down: so
# evidence and matcher never meet, and each can be fuzzed, measured and replaced alone.
MAY_INCLUDE = {
    "base": "",
    "event": "base",
    "finding": "base event",
    "knowledge": "base",
    "attribution": "base knowledge",
    "evidence": "base event",
    "decoders": "base",
    "scan": "base finding decoders evidence",
    "simulate": "base",
    "rules": "base event finding",
    "matcher": "base event finding rules",
    "analytics": "base event finding",
    "environment": "base event finding evidence rules analytics",
    "correlation": "base event finding rules",
    "incident": "base finding",
    "report": "base event finding knowledge attribution incident",
    "trend": "base finding report",
    "casestore": "base finding",
    "stream": "base event finding knowledge attribution evidence rules matcher analytics environment "
              "correlation incident report casestore",
    "exchange": "base stream",
    "cli": "base event finding knowledge attribution evidence decoders scan simulate rules matcher "
           "analytics environment correlation incident report trend casestore stream exchange",
}

# What tests may include besides: a reader as judge of a writer, real evidence as input.
TESTS_MAY_ALSO_INCLUDE = {
    "matcher": "evidence",
    "simulate": "event evidence finding rules matcher",
}


def allowed(path: str) -> set[str]:
    """The folders that the file at `path` (relative to src) may include."""
    folder = folder_of(path)
    names = [folder] + MAY_INCLUDE[folder].split()
    if is_test(path):
        names += TESTS_MAY_ALSO_INCLUDE.get(folder, "").split()
    return set(names)


def objection(path: str, target: str) -> str:
    """Why `path` must not include `target`; "" when it may."""
    folder, other = folder_of(path), folder_of(target)
    if other not in MAY_INCLUDE:
        return f"folder {other} has no row in tools/check_layers.py"
    if other not in allowed(path):
        return f"{folder} may not include {other}"
    if folder != other and "/internal/" in target:
        return f"{target} is private to {other}"
    if "/testing/" in target and not is_test(path):
        return "product code may not include test helpers"
    return ""


def check(root: pathlib.Path) -> tuple[list[str], dict[str, set[str]]]:
    """Returns the problems and the include graph of product files (path -> paths)."""
    problems: list[str] = []
    graph: dict[str, set[str]] = {}
    for file in source_files(root):
        path = file.as_posix()
        if folder_of(path) not in MAY_INCLUDE:
            problems.append(f"{path}: folder {folder_of(path)} has no row in tools/check_layers.py")
            continue
        for line, target in includes_of((root / file).read_text(encoding="utf-8")):
            if not (root / target).is_file():
                problems.append(f"{path}:{line}: {target} is not a file below {root.name}/")
                continue
            reason = objection(path, target)
            if reason:
                problems.append(f"{path}:{line}: {reason}")
            if not is_test(path):
                graph.setdefault(path, set()).add(target)
    cycle = find_cycle(graph)
    if cycle:
        problems.append("cycle of files: " + " -> ".join(cycle))
    cycle = find_cycle(folder_graph(graph))
    if cycle:
        problems.append("cycle of folders: " + " -> ".join(cycle))
    return problems, graph


def folder_graph(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The graph of files folded to folders, without edges to oneself."""
    folders: dict[str, set[str]] = {}
    for path, targets in graph.items():
        folder = folder_of(path)
        folders.setdefault(folder, set()).update(folder_of(t) for t in targets)
        folders[folder].discard(folder)
    return folders


def as_dot(folders: dict[str, set[str]]) -> str:
    edges = [f"  {a} -> {b};" for a in sorted(folders) for b in sorted(folders[a])]
    return "\n".join(["digraph noroshi {", "  rankdir=BT;", *edges, "}"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    default = pathlib.Path(__file__).resolve().parent.parent / "src"
    parser.add_argument("--root", type=pathlib.Path, default=default)
    parser.add_argument("--dot", action="store_true")
    args = parser.parse_args()
    problems, graph = check(args.root)
    if args.dot:
        print(as_dot(folder_graph(graph)))
        return 0
    for problem in problems:
        print(problem)
    edges = sum(len(targets) for targets in folder_graph(graph).values())
    print(f"layers: {len(graph)} files with includes, {edges} edges between folders, "
          f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
