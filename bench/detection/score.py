"""Compares what a hunt wrote with what truth.json says happened.

A place is a record: (path, "record", id) of an event log, (path, "line", number) of a text log. A
finding is about its own place and those of its members. Names of hosts are compared without domain
and case; an address that truth.json gives to a host is that host.
"""
import dataclasses
import json
import pathlib

HIGH = ("high", "critical")
COUNTED = ("low", "medium", *HIGH)  # informational findings are no findings here


@dataclasses.dataclass
class Score:
    visible: int = 0        # steps that some log shows
    found: int = 0          # of them, with a finding
    hosts: int = 0          # hosts of the attack that some log shows
    in_incident: int = 0    # of them, in the incident that has most
    incident_hosts: int = 0  # hosts of that incident
    touched: int = 0        # of them, with a part in the intrusion
    look_alikes: int = 0
    raised: int = 0         # look-alikes in a high incident without any trace of the intrusion
    benign_incidents: int = 0  # high incidents without any trace of the intrusion
    benign_high: int = 0    # high findings that rest on no record of the intrusion
    records: int = 0        # benign ones
    missed: list = dataclasses.field(default_factory=list)
    wrong: list = dataclasses.field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, field.name) + getattr(other, field.name)
                       for field in dataclasses.fields(self)))

    @property
    def step_share(self) -> float:
        return self.found / self.visible if self.visible else 1.0

    @property
    def recall(self) -> float:
        return self.in_incident / self.hosts if self.hosts else 1.0

    @property
    def precision(self) -> float:
        return self.touched / self.incident_hosts if self.incident_hosts else 1.0

    @property
    def high_rate(self) -> float:
        """High findings per 100,000 benign records."""
        return self.benign_high * 100_000 / self.records if self.records else 0.0


def place_of(record: dict) -> tuple:
    if record.get("record_id") is not None:
        return record["path"], "record", int(record["record_id"])
    return record["path"], "line", record.get("line")


def places_of_finding(finding: dict) -> set:
    own = place_of({**finding["evidence"], "record_id": finding["record_id"]})
    return {own, *(place_of(member) for member in finding.get("members", []))}


class Names:
    """Which host a name or address is."""

    def __init__(self, truth: dict):
        self.known = {}
        for host in truth["hosts"]:
            self.known[host["name"].lower()] = host["name"]
            self.known[host["address"]] = host["name"]

    def host(self, text: str) -> str | None:
        """None for what is no host: gateways, sensors, addresses of pools."""
        return self.known.get(text.lower()) or self.known.get(text.lower().split(".")[0])


def read_findings(out: pathlib.Path) -> list[dict]:
    text = (out / "findings.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def score_steps(truth: dict, counted: list[dict], score: Score) -> None:
    places = set().union(*(finding["places"] for finding in counted)) if counted else set()
    for step in truth["steps"]:
        if not step["visible"]:
            continue
        score.visible += 1
        if any(place_of(record) in places for record in step["records"]):
            score.found += 1
        else:
            score.missed.append(f"{step['id']} {'/'.join(step['ideas'])} {step['title']} "
                                f"[{', '.join(step['evidence'])}]")


def score_hosts(truth: dict, incidents: list[dict], names: Names, score: Score) -> None:
    attacked = {host["host"] for host in truth["attack_hosts"] if host["visible"]}
    touched = {host["host"] for host in truth["attack_hosts"]} | {
        record["host"] for step in truth["steps"] for record in step["records"] if "host" in record}
    best: set = set()
    for incident in incidents:
        hosts = {names.host(host) for host in incident["hosts"]} - {None}
        if len(hosts & attacked) > len(best & attacked):
            best = hosts
    score.hosts = len(attacked)
    score.in_incident = len(best & attacked)
    score.incident_hosts = len(best)
    score.touched = len(best & touched)
    if best - touched:
        score.wrong.append(f"in the incident without a part in it: {', '.join(sorted(best - touched))}")
    if attacked - best:
        score.wrong.append(f"not in the incident: {', '.join(sorted(attacked - best))}")


def score_peace(truth: dict, findings: list[dict], incidents: list[dict], attack: set,
                score: Score) -> None:
    for finding in findings:
        if finding["level"] in HIGH and not finding["places"] & attack:
            score.benign_high += 1
            score.wrong.append(f"high: {finding['rule']['path']} on {finding['host']} "
                               f"{finding['evidence']['path']}")
    by_id = {finding["id"]: finding for finding in findings}
    raised: set = set()
    for incident in incidents:
        members = [by_id[one] for one in incident["findings"] if one in by_id]
        if incident["level"] not in HIGH or any(one["places"] & attack for one in members):
            continue
        score.benign_incidents += 1
        rules = ", ".join(sorted({one["rule"]["path"].split("/")[-1] for one in members}))
        score.wrong.append(f"benign {incident['level']} incident on {', '.join(incident['hosts'])}: {rules}")
        raised |= set().union(*(one["places"] for one in members))
    for look_alike in truth["look_alikes"]:
        score.look_alikes += 1
        score.raised += any(place_of(record) in raised for record in look_alike["records"])


def score_hunt(truth: dict, out: pathlib.Path) -> Score:
    """`out`: the folder of the hunt over the logs that `truth` came with."""
    findings = read_findings(out)
    for finding in findings:
        finding["places"] = places_of_finding(finding)
    incidents = json.loads((out / "incidents.json").read_text(encoding="utf-8"))
    attack = {place_of(record) for step in truth["steps"] for record in step["records"]}
    score = Score(records=truth["records"] - len(attack))
    score_steps(truth, [one for one in findings if one["level"] in COUNTED], score)
    score_hosts(truth, incidents, Names(truth), score)
    score_peace(truth, findings, incidents, attack, score)
    return score
