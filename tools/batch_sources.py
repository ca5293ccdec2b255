#!/usr/bin/env python3
"""Groups the sources of CMake targets into batches, each compiled as one text, so that their headers are read once.

  batch_sources.py --root SRC --output DIR [--report] <LIST

LIST has lines "target<tab>source", with absolute paths. Writes DIR/<target>_<n>.cc for each batch, leaves files alone
that did not change, and prints lines "target<tab>source" with what is to be compiled instead. The same sources give the
same batches, wherever they lie. --report prints the sizes of the batches instead.

Files of one batch see each other's names. So that each still means what it means alone:

- a batch first includes all headers of its files, so that no header sees names of a .cc file;
- a file stands behind another only if it mentions none of the names that are the other's own, nor is reached by its
  macros and using-directives;
- no file of a batch gets to see a header that gives a name of its own, or one it uses, a second meaning.

What tools/source_names.py cannot read is compiled alone, and so is what defines a macro in front of an include.
"""
import argparse
import dataclasses
import functools
import pathlib
import sys
from collections import defaultdict

from source_names import Name, SourceNames, read_names

MOST_FILES, MOST_LINES = 12, 2500  # of a batch: with larger ones, cores end their last batch far apart


@dataclasses.dataclass(eq=False)
class Source:
    path: pathlib.Path
    names: SourceNames
    lines: int
    headers: frozenset[str]                      # all that it includes, directly or not
    visible: frozenset[str]                      # namespaces whose names it sees without saying so
    opened: frozenset[str]                       # namespaces that it or its headers open
    own: list[Name]
    stands_for: frozenset[str]                   # its aliases and using-declarations
    public: frozenset[tuple[str, str]]           # (namespace, name) that its headers declare
    macros: frozenset[str]                       # that its headers define
    bound: frozenset[str]                        # namespaces into which its headers bind names of others
    meanings: dict[str, set[str]]                # name: the namespaces in which the file or its headers declare it


class Tree:
    """Reads each file below the root once."""

    def __init__(self, root: pathlib.Path):
        self.root = root

    @functools.cache
    def text(self, path: pathlib.Path) -> str:
        return path.read_text(encoding="utf-8")

    @functools.cache
    def names(self, path: pathlib.Path) -> SourceNames:
        return read_names(self.text(path))

    @functools.cache
    def header_lines(self, header: str) -> int:
        return self.text(self.root / header).count("\n")

    def closure(self, includes: list[str]) -> frozenset[str]:
        """All headers that are read with these. Raises FileNotFoundError for one that is not below the root."""
        seen: set[str] = set()
        left = list(includes)
        while left:
            header = left.pop()
            if header not in seen:
                seen.add(header)
                left += self.names(self.root / header).includes
        return frozenset(seen)

    def source(self, path: pathlib.Path) -> Source:
        names = self.names(path)
        try:
            headers = self.closure(names.includes)
        except FileNotFoundError as error:
            headers = frozenset()
            names.unclear = names.unclear or f"no such header: {error.filename}"
        public: set[tuple[str, str]] = set()
        macros: set[str] = set()
        bound: set[str] = set()
        spaces = set(names.spaces)
        for header in headers:
            there = self.names(self.root / header)
            if there.unclear:
                names.unclear = names.unclear or f"{header}: {there.unclear}"
            public |= {(name.space, name.text) for name in there.declared}
            macros |= there.macros
            bound |= there.bound
            spaces |= there.spaces
        own = sorted((name for name in names.declared if name.own or (name.space, name.text) not in public),
                     key=lambda name: (name.text, name.space))
        meanings: dict[str, set[str]] = defaultdict(set)
        for space, text in [*public, *((name.space, name.text) for name in own)]:
            meanings[text].add(space)
        return Source(path, names, self.text(path).count("\n"), headers, _enclosing(names.spaces),
                      _enclosing(spaces), own,
                      frozenset(name.same for name in names.declared if name.same), frozenset(public),
                      frozenset(macros), frozenset(bound), meanings)


def _enclosing(spaces: set[str]) -> frozenset[str]:
    found = {""}
    for space in spaces:
        parts = space.split("::")
        found |= {"::".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return frozenset(found)


def _mentions_space(source: Source, spaces: frozenset[str]) -> bool:
    """Whether its testing:: would be noroshi::testing:: now."""
    for space in spaces - source.opened:
        parent, _, last = space.rpartition("::")
        if last in source.names.mentioned and parent in source.visible:
            return True
    return False


def may_follow(later: Source, earlier: Source) -> bool:
    """Whether `later` means the same with the text of `earlier` in front of it."""
    if earlier.names.macros or not earlier.names.directives <= later.names.directives:
        return False
    if _mentions_space(later, _enclosing(earlier.names.spaces)):
        return False
    for name in earlier.own:
        if name.same and name.same in later.stands_for:
            continue
        if name.text in later.names.qualified:
            return False
        if name.text in later.names.mentioned and name.space in later.visible:
            return False
    return True


def may_see_headers_of(source: Source, other: Source) -> bool:
    """Whether `source` means the same with the headers of `other` in front of it."""
    if _mentions_space(source, other.opened):
        return False
    own = {name.text for name in source.own}
    for space, text in other.public - source.public:
        if text in source.names.mentioned and space in source.visible:
            known = source.meanings.get(text, set())
            # Another function of the same name in the same namespace is what headers are for.
            if text in own or any(where != space for where in known):
                return False
    return not ((other.macros - source.macros) & (source.names.mentioned | source.names.qualified) or
                (other.bound - source.bound) & source.visible)


class Grouping:
    """Puts the sources of one target into batches: the hardest to place first, each beside files with its headers."""

    def __init__(self, tree: Tree, sources: list[Source]):
        self.tree = tree
        self.follows: set[tuple[Source, Source]] = set()
        self.agree: set[tuple[Source, Source]] = set()
        refused: dict[Source, int] = defaultdict(int)
        for one in sources:
            for two in sources:
                if one is not two:
                    refused[one] += not self.relate(one, two)
        self.batches: list[list[Source]] = []
        for source in sorted(sources, key=lambda each: (-refused[each], each.path)):
            self.place(source)

    def relate(self, one: Source, two: Source) -> bool:
        """Notes how the two may stand together; whether in any way."""
        if may_follow(one, two):
            self.follows.add((one, two))
        if may_see_headers_of(one, two) and may_see_headers_of(two, one):
            self.agree.add((one, two))
        return (one, two) in self.agree and ((one, two) in self.follows or may_follow(two, one))

    def position(self, source: Source, batch: list[Source]) -> int | None:
        """Where in the batch the source may stand."""
        full = len(batch) >= MOST_FILES or sum(each.lines for each in batch) + source.lines > MOST_LINES
        if full or any((source, each) not in self.agree for each in batch):
            return None
        for at in range(len(batch), -1, -1):
            if (all((source, each) in self.follows for each in batch[:at]) and
                    all((each, source) in self.follows for each in batch[at:])):
                return at
        return None

    def gain(self, source: Source, batch: list[Source]) -> int:
        """Lines of headers that are read once less, less a part of those that the others would not have read."""
        there = frozenset[str]().union(*(each.headers for each in batch))
        shared = sum(map(self.tree.header_lines, source.headers & there))
        return 3 * shared - sum(map(self.tree.header_lines, source.headers - there))

    def place(self, source: Source) -> None:
        best: tuple[int, list[Source], int] | None = None
        for batch in self.batches:
            at = self.position(source, batch)
            if at is not None:
                gain = self.gain(source, batch)
                if best is None or gain > best[0]:
                    best = (gain, batch, at)
        if best:
            best[1].insert(best[2], source)
        else:
            self.batches.append([source])


def batches_of(tree: Tree, paths: list[pathlib.Path]) -> list[list[Source]]:
    """The paths as batches, in an order that depends on nothing but the sources."""
    sources = [tree.source(path) for path in sorted(paths)]
    alone = [[source] for source in sources if source.names.unclear]
    return Grouping(tree, [source for source in sources if not source.names.unclear]).batches + alone


def batch_text(batch: list[Source]) -> str:
    headers = list(dict.fromkeys(header for source in batch for header in source.names.includes))
    lines = ["// Written by tools/batch_sources.py.", *(f'#include "{header}"' for header in headers), "",
             *(f'#include "{source.path.as_posix()}"' for source in batch)]
    return "\n".join(lines) + "\n"


def write_batch(output: pathlib.Path, target: str, number: int, batch: list[Source]) -> pathlib.Path:
    """What is to be compiled for the batch."""
    if len(batch) == 1:
        return batch[0].path
    path = output / f"{target}_{number}.cc"
    text = batch_text(batch)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path


def read_list(lines: list[str]) -> dict[str, list[pathlib.Path]]:
    targets: dict[str, list[pathlib.Path]] = defaultdict(list)
    for line in lines:
        target, path = line.rstrip("\n").split("\t")
        targets[target].append(pathlib.Path(path))
    return targets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=pathlib.Path, required=True, help="what includes are relative to")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="where the batches go")
    parser.add_argument("--report", action="store_true", help="print the sizes of the batches instead")
    options = parser.parse_args()

    tree = Tree(options.root)
    options.output.mkdir(parents=True, exist_ok=True)
    for target, paths in read_list(sys.stdin.readlines()).items():
        batches = batches_of(tree, paths)
        if options.report:
            print(target, len(paths), "->", *sorted(map(len, batches), reverse=True))
            continue
        for number, batch in enumerate(batches, 1):
            print(f"{target}\t{write_batch(options.output, target, number, batch)}")


if __name__ == "__main__":
    main()
