"""The results page, bench/results.md: a section for each benchmark, replaced when it runs again.
Facts about the program only: nothing in it names a machine or a day."""
import dataclasses
import re

from contenders import Contender
from inputs import ROOT
from pairs import Sample, Spread, of, processor, ratio, seconds

RESULTS = ROOT / "bench" / "results.md"
SPEED_HEAD = [
    "| input | program | median (least-most) | speed | peak memory | ratio | processor | ratio of it |",
    "|---|---|---|---|---|---|---|---|"]
BAR_HEAD = ["", "| bar | must | goal | measured | |", "|---|---|---|---|---|"]


@dataclasses.dataclass(frozen=True)
class Bar:
    """What is asked of one measured value: at most `must`, better `goal`; at least, for a speed-up."""
    what: str
    must: float
    goal: float
    at_least: bool = False
    unit: str = ""
    digits: int = 2

    def row(self, measured: Spread) -> str:
        sign = ">=" if self.at_least else "<="
        return (f"| {self.what} | {sign} {self.must:g}{self.unit} | {sign} {self.goal:g}{self.unit} | "
                f"{measured.text(self.digits, self.unit)} | {self.verdict(measured.median)} |")

    def verdict(self, value: float) -> str:
        def holds(limit: float) -> bool:
            return value >= limit if self.at_least else value <= limit
        if holds(self.goal):
            return "goal met"
        return "must met" if holds(self.must) else "**not met**"


def speed_rows(label: str, mib: float, contenders: list[Contender],
               samples: list[list[Sample]]) -> list[str]:
    """A row for each contender; ratios are to the first."""
    rows = []
    for contender, measured in zip(contenders, samples):
        took = of(measured, seconds)
        peak = max(sample.peak_mb for sample in measured)
        rows.append(f"| {label} | {contender.name} | {took.text(2, ' s')} | "
                    f"{mib / took.median:,.0f} MiB/s | {peak:.0f} MB | {ratio(measured, samples[0]).text()} | "
                    f"{of(measured, processor).median:.2f} s | "
                    f"{ratio(measured, samples[0], processor).text()} |")
    return rows


def write_section(name: str, lines: list[str]) -> None:
    """Puts the section into the page, in place of an older one or at its place by name."""
    head, *sections = re.split(r"^(?=## )", RESULTS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    kept = [text for text in sections if not text.startswith(f"## {name}\n")]
    kept.append("\n".join([f"## {name}", "", *lines, ""]))
    blocks = [head, *sorted(kept)]
    RESULTS.write_text("\n\n".join(block.strip() for block in blocks) + "\n", encoding="utf-8")
    print("\n".join(lines), flush=True)
