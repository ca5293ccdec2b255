"""Who takes part: the commands of noroshi and of its rival, each with what it must answer."""
import argparse
import dataclasses
import json
import os
import pathlib
import re
import shlex
import subprocess

from inputs import FOLDER, THREADS

EVERYTHING = "findings,timeline,incidents,report"

# Compiled rules are kept apart from those of whoever runs the benchmarks.
os.environ["XDG_CACHE_HOME"] = str(FOLDER / "cache")


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str                        # as the tables show it
    command: list[str]
    out: pathlib.Path | None = None  # a hunt's results
    may_be_incomplete: bool = True   # exit 3 of noroshi, done but some evidence or rules unusable

    def told(self) -> dict:
        """run.json of the hunt that ran last; {} for others."""
        return json.loads((self.out / "run.json").read_text("utf-8")) if self.out else {}

    def findings(self) -> int:
        """Line by line: what this process holds counts as peak memory of those it starts."""
        with (self.out / "findings.jsonl").open("rb") as lines:
            return sum(1 for _ in lines)


def hunt(args: argparse.Namespace, name: str, paths: list, rules: list, *options: str,
         write: str = "findings", threads: int = THREADS) -> Contender:
    """A hunt with these rules alone. Its results lie in a folder of their own."""
    out = FOLDER / "out" / re.sub(r"\W+", "-", name)
    sets = [word for folder in rules for word in ("--rules", str(folder))]
    return Contender(name, [args.program, "hunt", *map(str, paths), *sets, "--no-shipped-rules",
                            "--out", str(out), "--write", write, "--threads", str(threads),
                            "--quiet", *options], out)


def with_shipped_rules(alone: Contender, name: str) -> Contender:
    """The same hunt with the rules and analytics that noroshi brings along."""
    out = FOLDER / "out" / re.sub(r"\W+", "-", name)
    return Contender(name, [str(out) if word == str(alone.out) else word for word in alone.command
                            if word != "--no-shipped-rules"], out)


def dump(args: argparse.Namespace, paths: list, threads: int = THREADS) -> Contender:
    return Contender("noroshi dump", [args.program, "dump", *map(str, paths), "--threads",
                                      str(threads)])


def rival(args: argparse.Namespace, files: list, threads: int = THREADS) -> Contender:
    """evtx_dump over all files, one process after the other: it takes one file at a time. Files
    that it refuses do not stop it."""
    each = f"{shlex.quote(args.evtx_dump)} -o jsonl -t {threads}"
    loop = f'for file; do {each} "$file" || :; done'
    name = "evtx_dump -o jsonl" + ("" if threads == THREADS else f" -t {threads}")
    return Contender(name, ["sh", "-c", loop, "sh", *map(str, files)])


def count_lines(contender: Contender) -> int:
    with subprocess.Popen(contender.command, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        return sum(block.count(b"\n") for block in iter(lambda: process.stdout.read(1 << 20), b""))
