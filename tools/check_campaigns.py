#!/usr/bin/env python3
"""Does the hunt give one incident a campaign day, with all its hosts?

    tools/check_campaigns.py PROGRAM DIR [--rules DIR] [--missing FILE] [--all]

DIR: a collection of attack data sets, one archive each; the folders of a campaign whose days are
folders of their own (day1, day2 ...) are one data set a day. Each is hunted by itself with the
shipped rules (--rules takes a folder's in their place). Prints a line for each data set with
findings on several hosts, or that is a campaign's; --all prints the others, too:

  records    by hosts of the evidence, as their logs name them
  traces     hosts with a finding of medium or above: what the hunt itself can know of the attack,
             for the collection describes techniques and not hosts
  first      hosts of the first incident
  incidents  how many there are

A data set is complete when no host with traces is outside its first incident and there is no other
incident. --missing: a tab-separated file of data set and reason; an incomplete one without a row
there, or a row without need, makes the end status 1.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ARCHIVES = (".zip", ".tar.gz", ".tgz")
GRAVE = ("medium", "high", "critical")
NETWORK = re.compile(r"(zeek|suricata):")


def data_sets(root: pathlib.Path) -> list[pathlib.Path]:
    """Archives, and in their place the folders of campaign days."""
    days = [path for path in sorted(root.rglob("day*"))
            if path.is_dir() and re.fullmatch(r"day\d+", path.name)]
    archives = [path for path in sorted(root.rglob("*"))
                if path.is_file() and path.name.lower().endswith(ARCHIVES)
                and not any(day in path.parents for day in days)]
    return sorted(days + archives)


def hunt(program: str, path: pathlib.Path, options: list[str]) -> tuple[dict, list, list]:
    """Run facts, findings and incidents of one hunt."""
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run([program, "hunt", str(path), "--out", out, "--write",
                               "findings,incidents", "--no-journal", "--quiet", *options], check=False)
        if done.returncode not in (0, 3):  # 3: some evidence could not be used
            sys.exit(f"hunt of {path} failed with status {done.returncode}")
        folder = pathlib.Path(out)
        lines = (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines()
        return (json.loads((folder / "run.json").read_text(encoding="utf-8")),
                [json.loads(line) for line in lines],
                json.loads((folder / "incidents.json").read_text(encoding="utf-8")))


def short(host: str) -> str:
    """A host without its domain; an address stays whole."""
    return host.lower() if re.fullmatch(r"[\d.]+|.*:.*", host) else host.split(".")[0].lower()


def hosts_with_traces(findings: list[dict]) -> set[str]:
    return {short(one["host"]) for one in findings if one["host"] and one["level"] in GRAVE}


def has_host_events(run: dict) -> bool:
    """Something else than the records of network sensors."""
    return any(not NETWORK.match(channel) for channel in run["evidence"]["records_by_channel"])


def verdict(run: dict, traces: set[str], incidents: list[dict]) -> str:
    if not run["evidence"]["records"]:
        return "no log in it"
    if not has_host_events(run) and not traces:
        return "no host events in it"
    if not traces:
        return "no traces"
    if not incidents:
        return "no incident"
    outside = traces - {short(host) for host in incidents[0]["hosts"]}
    if outside:
        return f"outside: {', '.join(sorted(outside))}"
    return "complete" if len(incidents) == 1 else f"{len(incidents)} incidents"


def row(name: str, run: dict, traces: set[str], incidents: list[dict], said: str) -> str:
    records = ", ".join(f"{short(host)} {count}" for host, count in
                        sorted(run["evidence"].get("records_by_host", {}).items()))
    first = ", ".join(sorted(short(host) for host in incidents[0]["hosts"])) if incidents else ""
    return f"| {name} | {records} | {', '.join(sorted(traces))} | {first} | {len(incidents)} | {said} |"


def read_reasons(path: pathlib.Path | None) -> dict:
    if path is None:
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))


def is_incomplete(said: str) -> bool:
    return said == "no incident" or said.startswith("outside") or said.endswith(" incidents")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rules", help="folder of rules in place of the shipped ones")
    parser.add_argument("--missing", type=pathlib.Path)
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    options = ["--no-shipped-rules", "--rules", args.rules] if args.rules else []
    incomplete, several, counted = {}, 0, 0
    print("| data set | records | traces | first incident | incidents | |\n|---|---|---|---|---|---|")
    for path in data_sets(args.folder):
        name = path.relative_to(args.folder).as_posix()
        run, findings, incidents = hunt(args.program, path, options)
        traces = hosts_with_traces(findings)
        said = verdict(run, traces, incidents)
        campaign = path.is_dir() or "compound" in path.relative_to(args.folder).parts
        if args.all or campaign or len(traces) > 1:
            print(row(name, run, traces, incidents, said), flush=True)
        if len(traces) > 1:
            several += 1
            counted += said == "complete"
        if is_incomplete(said) and (campaign or len(traces) > 1):
            incomplete[name] = said
    print(f"\n{several} data sets with traces on several hosts, {counted} complete in one incident")
    if args.missing is None:
        return 0
    reasons = read_reasons(args.missing)
    for name in sorted(set(incomplete) - set(reasons)):
        print(f"incomplete and not explained: {name}: {incomplete[name]}", file=sys.stderr)
    for name in sorted(set(reasons) - set(incomplete)):
        print(f"explained and not incomplete: {name}", file=sys.stderr)
    return 1 if set(incomplete) ^ set(reasons) else 0


if __name__ == "__main__":
    sys.exit(main())
