"""The include graph of src/: which file names which, and the cycles in it."""
import pathlib
import re

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
SUFFIXES = {".h", ".cc"}


def source_files(root: pathlib.Path) -> list[pathlib.Path]:
    """All C++ files below `root`, sorted, relative to it."""
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.suffix in SUFFIXES)


def includes_of(text: str) -> list[tuple[int, str]]:
    """(line, path) of every quoted include, in order."""
    return [(text.count("\n", 0, match.start(1)) + 1, match.group(1))
            for match in INCLUDE.finditer(text)]


def folder_of(path: str) -> str:
    """The first component: src/evidence/evtx/chunk.h belongs to `evidence`."""
    return path.split("/", 1)[0]


def is_test(path: str) -> bool:
    """Tests, and the fakes, builders and oracles only tests link."""
    return (path.endswith(("_test.cc", "_fuzzer.cc", "_perftest.cc")) or "/testing/" in path)


def find_cycle(edges: dict[str, set[str]]) -> list[str]:
    """One cycle of the graph as [a, b, ..., a], or [] when there is none. Walks with its own
    stack: a long include chain must not hit Python's recursion limit."""
    done: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        stack = [(start, iter(sorted(edges.get(start, ()))))] if start not in done else []
        path.extend(name for name, _ in stack)
        while stack:
            name, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                done.add(path.pop())
            elif target in path:
                return path[path.index(target):] + [target]
            elif target not in done:
                stack.append((target, iter(sorted(edges.get(target, ())))))
                path.append(target)
    return []
