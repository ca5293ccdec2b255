#!/usr/bin/env python3
"""Learns how sure a tally of aiming rules is by its lead (src/attribution/aim_tally.h), and prints
the two numbers of its curve, how often which kind of evidence would be named, and the same curve
learned without each scenario.

  calibrate_tally.py PROGRAM [--reports REPORTS.jsonl] [--seeds N,N,...] [--work DIR]

With a right answer: simulated intrusions after four sets, all of their logs and a tenth, and what
fired in them cut to a half and a quarter. Without one:

  absent   the same, with the set behind it taken out of all rules' aims
  mixture  what fired in two to four intrusions of different sets
  random   as many rules as an intrusion sets off, drawn by how often they fire at all
  report   published reports (reports.jsonl of the attribution benchmark) on sets at which no rule
           aims: a rule for any of a report's techniques fires with one half. Rules wait for doings,
           not for techniques, so this is harder than life

Of three incidents two are taken to have no right answer, each kind of them as often as the others.
"""
import argparse, collections, json, math, pathlib, random, re, sys, tempfile

import check_resemblance

SEEDS = "1,2,3,11,12,13,21,22,23,51,52,53,54,55,56,57,58,59,60"
OWN_DOING, LEAST_SHARE, MOST, FEW, LEAST_FIRED = 0.2, 0.05, 5, 5, 4   # as in aim_tally.cc
EMPTIED_SILENCE, EMPTIED = 0.5, {"T1685.005", "T1070.001"}           # the same
TRUST = {"own": 1, "R1": 1, "R2": 0.75, "INF": 0.5, "": 0.5, "U": 0}
TRUE = {"a41apt": "G0045", "lodeinfo": "G1054", "vsingle": "X-VSINGLE-USER", "tick": "G0060"}
NAMED = 0.41   # the threshold of knowledge/attribution/model.tsv
FAMILIES = re.compile(r"^families:\n((?:  .*\n)+)", re.M)


def marked(text):
    """'Tick [R2]' -> ('Tick', 'R2')."""
    name, _, mark = text.partition(" [")
    return name, mark.rstrip("]")


def rule_keys(folder):
    """By rule id: what run.json calls it in its table of aims."""
    keys = {}
    for path in folder.rglob("*.yml"):
        for document in path.read_text(encoding="utf-8").split("\n---\n"):
            rule, families = re.search(r"^id: (\S+)", document, re.M), FAMILIES.search(document)
            if not rule or not families:
                continue
            aims = []
            for line in families[1].splitlines():
                name, _, mark = line.strip().partition(":")
                if name != "any":
                    aims.append(f"{name} [{mark.strip()}]" if mark.strip() else name)
            tags = {t.upper() for t in re.findall(r"attack\.(t\d{4}(?:\.\d{3})?)\b", document)}
            keys[rule[1]] = ("noroshi", tuple(aims), tuple(sorted(tags)))
    return keys


class Names:
    """The sets that a name leads to, by the knowledge tables."""

    def __init__(self, folder):
        self.ids, self.users = collections.defaultdict(set), collections.defaultdict(set)
        kinds, parents = {}, collections.defaultdict(set)
        for path in sorted(folder.glob("*.tsv")):
            for row in (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()):
                if row[0] in ("set", "software", "campaign"):
                    kinds[row[1]] = row[0]
                    for name in [row[1], row[2], *row[3].split("|")]:
                        self.ids[self.key(name)].add(row[1])
                elif row[0] == "name":
                    self.ids[self.key(row[2])].add(row[1])
                elif row[0] == "uses" and not row[2].startswith("T"):
                    self.users[row[2]].add(row[1])
                elif row[0] == "attributed-to":
                    parents[row[1]].add(row[2])
        self.kinds, self.parents = kinds, parents

    @staticmethod
    def key(name):
        return re.sub(r"[\s.\-_]", "", name).lower()

    def sets(self, name):
        found = self.ids.get(self.key(name), set())
        users = {u for i in found if self.kinds.get(i) == "software" for u in self.users[i]}
        sets = {i for i in found | users if self.kinds.get(i) == "set"}
        return sets | {p for i in found if self.kinds.get(i) == "campaign" for p in self.parents[i]}


def table_of(run, names, emptied=False):
    """[(key, {set: trust}, what its silence says: 0 where it is blind)] of the loaded rules."""
    table = []
    for row in run["rules"]["aims"]:
        trust = {}
        for name, mark in map(marked, row["aims"]):
            sets = names.sets(name)
            for one in sets if len(sets) <= FEW else ():
                trust[one] = max(trust.get(one, 0), TRUST.get(mark, 0.5))
        trust = {s: t for s, t in trust.items() if t > 0}
        if trust:
            key = (row["source"], tuple(row["aims"]), tuple(row["techniques"]))
            in_full = not emptied or row.get("beside", 0) > 0
            table.append((key, trust, 0 if row["visible"] == 0 else 1 if in_full else EMPTIED_SILENCE))
    return table


def lead_of(table, fired, without=None):
    """(lead, set in front, how many kinds of its rules fired): aim_tally.cc, once more."""
    rows = []
    for key, trust, says in table:
        trust = {s: t for s, t in trust.items() if s != without}
        if trust and (says or key in fired):
            rows.append((trust, key in fired, says))
    share = max(LEAST_SHARE, (sum(f for _, f, _ in rows) + 0.5) / (len(rows) + 1))
    weights, unheard, kinds = collections.defaultdict(float), collections.Counter(), collections.Counter()
    for trust, has_fired, silence in rows:
        for one, t in trust.items():
            kinds[one] += has_fired
            own = OWN_DOING * t
            says = math.log((share + own * (1 - share)) / share) if has_fired else math.log(1 - own)
            weights[one] += says / math.sqrt(len(trust))
            unheard[one] -= 0 if has_fired else (1 - silence) * says / math.sqrt(len(trust))
    for one in weights:
        if weights[one] < 0:
            weights[one] = min(0, weights[one] + unheard[one])
    order = sorted(((min(MOST, w), s) for s, w in weights.items()), reverse=True)
    if not order:
        return 0.0, None, 0
    lead = order[0][0] - max(order[1][0] if len(order) > 1 else 0, 0)
    return lead, order[0][1], kinds[order[0][1]]


def sample(table, fired, behind=(), scenario="", without=None):
    lead, first, kinds = lead_of(table, fired, without)
    return lead, first in behind, scenario, kinds


def simulate(options, names, keys):
    """[(scenario, whole?, table, fired)] of the gravest incident of each hunt."""
    cases = []
    for scenario in [*TRUE, "benign"]:
        for seed in options.seeds:
            with tempfile.TemporaryDirectory(prefix="noroshi-tally-", dir=options.work) as name:
                folder = pathlib.Path(name)
                run = argparse.Namespace(program=options.program, hosts=12, days=14, rules=())
                check_resemblance.run(run, scenario, seed, folder)
                for evidence in ("all", "a tenth"):
                    out = folder / f"out {evidence}"
                    incidents = json.loads((out / "incidents.json").read_text(encoding="utf-8"))
                    if not incidents:
                        continue
                    emptied = any(t["id"] in EMPTIED for t in incidents[0]["techniques"])
                    run_json = json.loads((out / "run.json").read_text(encoding="utf-8"))
                    table = table_of(run_json, names, emptied)
                    fired = {keys[r["id"]] for r in incidents[0]["rules"] if r["id"] in keys}
                    cases.append((scenario, evidence == "all", table, fired))
    return cases


def make_samples(cases, reports, chance):
    """By kind: [(lead, right, scenario, kinds of rules that fired)]."""
    samples = collections.defaultdict(list)
    for scenario, _, table, fired in cases:
        if scenario == "benign":
            samples["benign"].append(sample(table, fired, (), scenario))
            continue
        for kind, part in (("whole", 1), ("half", 0.5), ("quarter", 0.25)):
            left = {key for key in sorted(fired) if part == 1 or chance.random() < part}
            if left:
                samples[kind].append(sample(table, left, check_resemblance.BEHIND[scenario], scenario))
        samples["absent"].append(sample(table, fired, (), scenario, TRUE[scenario]))
    whole = [c for c in cases if c[1] and c[0] != "benign"]
    often = collections.Counter(key for case in whole for key in case[3])
    for _ in range(300):
        fired = set()
        chosen = chance.sample(sorted(TRUE), chance.choice([2, 3, 4]))
        for scenario in chosen:
            case = chance.choice([c for c in whole if c[0] == scenario])
            fired |= {key for key in sorted(case[3]) if chance.random() < 1.2 / len(chosen)}
        samples["mixture"].append(sample(case[2], fired))
        case, drawn = chance.choice(whole), set()
        while len(drawn) < len(case[3]):
            drawn.add(chance.choices(sorted(often), [often[key] for key in sorted(often)])[0])
        samples["random"].append(sample(case[2], drawn))
    table = [(key, trust, 1) for key, trust, _ in whole[0][2]]
    aimed = {s for _, trust, _ in table for s in trust}
    for report in [r for r in reports if r["truth"] not in aimed] * 2:
        told = set(report["techniques"])
        fired = {key for key, _, _ in table if told & set(key[2]) and chance.random() < 0.5}
        samples["report"].append(sample(table, fired))
    return samples


def fit(samples, without=None):
    """Offset and slope of the logistic curve over the lead, by Newton's method."""
    rows = []
    positive = [s for k in ("whole", "half", "quarter") for s in samples[k] if s[2] != without]
    kinds = [[s for s in samples[k] if s[2] != without] for k in ("absent", "mixture", "random", "report")]
    kinds = [k for k in kinds if k]
    rows += [(lead, right, 1 / len(positive)) for lead, right, *_ in positive]
    rows += [(lead, False, 2 / len(kinds) / len(k)) for k in kinds for lead, *_ in k]
    offset = slope = 0.0
    for _ in range(60):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for lead, right, weight in rows:
            p = 1 / (1 + math.exp(-offset - slope * lead))
            g0 += weight * (right - p)
            g1 += weight * (right - p) * lead
            v = weight * p * (1 - p)
            h00, h01, h11 = h00 + v, h01 + v * lead, h11 + v * lead * lead
        det = h00 * h11 - h01 * h01
        offset += (h11 * g0 - h01 * g1) / det
        slope += (h00 * g1 - h01 * g0) / det
    return offset, slope


def error_of(curve, samples):
    """Calibration error in five equal bins."""
    said = sorted((1 / (1 + math.exp(-curve[0] - curve[1] * lead)), right) for lead, right, *_ in samples)
    bins = [said[i * len(said) // 5:(i + 1) * len(said) // 5] for i in range(5)]
    return sum(abs(sum(p - right for p, right in b)) for b in bins) / len(said)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("--reports", type=pathlib.Path)
    p.add_argument("--seeds", default=SEEDS)
    p.add_argument("--work", help="folder for what is simulated")
    options = p.parse_args()
    options.program = str(pathlib.Path(options.program).resolve())
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    top = pathlib.Path(__file__).resolve().parent.parent
    check_resemblance.show = lambda cells: None
    cases = simulate(options, Names(top / "knowledge"), rule_keys(top / "rules"))
    lines = options.reports.read_text(encoding="utf-8").splitlines() if options.reports else []
    samples = make_samples(cases, [json.loads(line) for line in lines], random.Random(5))
    curve = fit(samples)
    line = (math.log(NAMED / (1 - NAMED)) - curve[0]) / curve[1]
    print(f"offset {curve[0]:.3f}  slope {curve[1]:.3f}: named from a lead of {line:.2f} on")
    for kind, rows in samples.items():
        if not rows:  # no reports were given
            continue
        ahead = [s for s in rows if s[0] >= line]
        named = [s[1] for s in ahead if s[3] >= LEAST_FIRED]
        print(f"{kind:8} {len(rows):4}: so far ahead {len(ahead) / len(rows):.3f}, named "
              f"{len(named) / len(rows):.3f}, {sum(named)} of {len(named)} rightly")
    for scenario in TRUE:
        other = fit(samples, scenario)
        own = [s for k in ("whole", "half", "quarter", "absent") for s in samples[k] if s[2] == scenario]
        print(f"without {scenario:8}: offset {other[0]:.3f}  slope {other[1]:.3f}; calibration error "
              f"on {scenario}: {error_of(other, own):.3f}")


if __name__ == "__main__":
    sys.exit(main())
