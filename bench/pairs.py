"""Runs contenders in turn and compares them.

Each turn runs every contender once, so that what disturbs the machine disturbs all of them. A ratio
is taken within a turn; of a number of turns the median counts, with the least and the most beside.
"""
from __future__ import annotations

import dataclasses
import shutil
import statistics
import subprocess
from collections.abc import Callable

from contenders import Contender
from measured import Run, run


@dataclasses.dataclass(frozen=True)
class Sample:
    run: Run
    told: dict  # run.json

    @property
    def seconds(self) -> float:
        return self.run.seconds

    @property
    def peak_mb(self) -> float:
        return self.run.peak_mb

    @property
    def after_loading(self) -> float:
        """Seconds of a hunt without those in which rules were loaded."""
        stages = self.told["measured"]["seconds"]
        return self.run.seconds - stages["load_rules"] - stages["build_matcher"]


@dataclasses.dataclass(frozen=True)
class Spread:
    """Median, least and most of some values."""
    median: float
    least: float
    most: float

    def text(self, digits: int = 2, unit: str = "") -> str:
        return (f"{self.median:,.{digits}f}{unit} "
                f"({self.least:,.{digits}f}-{self.most:,.{digits}f})")


def spread(values: list[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))


def once(contender: Contender) -> Sample:
    """Runs it, output to nowhere, results into a folder that is not there yet: to write over those of
    the turn before would be paid for here. Ends the benchmark when it fails."""
    if contender.out:
        shutil.rmtree(contender.out, ignore_errors=True)
    result = run(contender.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if result.status not in ((0, 3) if contender.may_be_incomplete else (0,)):
        raise SystemExit(f"{contender.name} failed: {result}")
    print(f"  {contender.name}: {result}", flush=True)
    return Sample(result, contender.told())


def in_turn(contenders: list[Contender], runs: int) -> list[list[Sample]]:
    """`runs` turns; the samples of each contender. Files should be in the file cache by then: let
    the check of the answers come first."""
    turns = [[once(contender) for contender in contenders] for _ in range(runs)]
    return [list(samples) for samples in zip(*turns)]


def of(samples: list[Sample], value: Callable[[Sample], float]) -> Spread:
    return spread([value(sample) for sample in samples])


def seconds(sample: Sample) -> float:
    return sample.seconds


def processor(sample: Sample) -> float:
    return sample.run.cpu_seconds


def ratio(samples: list[Sample], base: list[Sample],
          value: Callable[[Sample], float] = seconds) -> Spread:
    """How many times `base`, turn by turn."""
    return spread([value(a) / value(b) for a, b in zip(samples, base)])


def expect_equal(what: str, values: dict) -> None:
    """Ends the benchmark when the contenders do not agree: there is nothing to time then."""
    print(f"  {what}: " + ", ".join(f"{name} {value}" for name, value in values.items()), flush=True)
    if len(set(values.values())) != 1:
        raise SystemExit(f"{what} differ; not timed")
