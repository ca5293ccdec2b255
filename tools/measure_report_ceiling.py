#!/usr/bin/env python3
"""How far any scorer could come on published reports: what of a report could tell its set at all.

  measure_report_ceiling.py CASES [ROUNDS]

CASES   folder with profiles.jsonl and reports.jsonl of the attribution benchmark
ROUNDS  how often the made-up reports are drawn (default 2)

Each report's own statements are out of its set's profile. The last row is of a made-up world:
reports of the same length, as much of each drawn from what is otherwise known of its set (the
commoner techniques oftener: by a power of their share), the rest from all techniques; scored by
who knows how they were drawn. Of the powers that is true whose techniques are as common as those
of the reports.
"""
import collections, json, math, pathlib, random, sys


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def ids(profile, kind, strip=()):
    return {use["id"] for use in profile[kind] if use["rel"] not in strip}


class World:
    def __init__(self, folder):
        self.profiles = {p["id"]: p for p in lines(folder / "profiles.jsonl")}
        self.reports = lines(folder / "reports.jsonl")
        self.uses = {g: (ids(p, "techniques"), ids(p, "software")) for g, p in self.profiles.items()}
        self.users = [collections.Counter(i for u in self.uses.values() for i in u[k]) for k in (0, 1)]
        total = len(self.uses)
        self.share = {t: n / total for t, n in self.users[0].items()}

    def known(self, report, kind):
        """What is known of the report's set without the report."""
        return ids(self.profiles[report["truth"]], kind, set(report["strip"]))


def tell(world, with_software):
    """Name and count of reports for each bound."""
    counts = collections.Counter()
    for r in world.reports:
        seen = [set(r["techniques"]), set(r["software"]) if with_software else set()]
        shared = [world.known(r, "techniques") & seen[0], world.known(r, "software") & seen[1]]
        others = [u for g, u in world.uses.items() if g != r["truth"]]
        for few in (1, 2, 5, 10):
            rare = any(world.users[k][i] <= few for k in (0, 1) for i in shared[k])
            counts[f"a shared thing that at most {few} sets use"] += rare
        covered = any(shared[0] <= u[0] and shared[1] <= u[1] for u in others)
        counts["no other set has all that is shared"] += any(shared) and not covered
        own = len(shared[0]) + len(shared[1])
        more = any(len(u[0] & seen[0]) + len(u[1] & seen[1]) > own for u in others)
        counts["no other set shares more"] += not more
    return counts


def quartiles(values):
    values = sorted(values)
    return " ".join(f"{values[len(values) * q // 4]:.2f}" for q in (1, 2, 3))


def made_up(world, power, rounds):
    """Rightly named by who knows how reports were drawn."""
    chance, mixed, right = random.Random(11), 0.6, 0
    total = sum(world.share.values())
    ground = {t: s / total for t, s in world.share.items()}
    weights = {g: {t: world.share[t] ** power for t in u[0]} for g, u in world.uses.items() if u[0]}
    for _ in range(rounds):
        for r in world.reports:
            known = {t: world.share[t] ** power for t in world.known(r, "techniques")}
            if not known:
                continue
            told, drawn = set(r["techniques"]), set()
            wanted = min(len(known), len(known.keys() & told))
            while len(drawn) < wanted:
                drawn.add(chance.choices(list(known), list(known.values()))[0])
            while len(drawn) < len(told):
                drawn.add(chance.choices(list(ground), list(ground.values()))[0])
            best = max(
                (sum(math.log(mixed * w.get(t, 0) / sum(w.values()) + (1 - mixed) * ground[t])
                     for t in sorted(drawn)), g)
                for g, w in ((g, known if g == r["truth"] else w) for g, w in weights.items()))
            right += best[1] == r["truth"]
    return right / (rounds * len(world.reports))


def commonness(world, power):
    """Mean log share of shared techniques, and what this power expects of it."""
    seen, expected = [], []
    for r in world.reports:
        known = world.known(r, "techniques")
        shared = known & set(r["techniques"])
        if shared:
            logs = {t: math.log(world.share[t]) for t in known}
            whole = sum(world.share[t] ** power for t in known)
            seen.append(sum(logs[t] for t in shared) / len(shared))
            expected.append(sum(logs[t] * world.share[t] ** power for t in known) / whole)
    return sum(seen) / len(seen), sum(expected) / len(expected)


def main():
    world = World(pathlib.Path(sys.argv[1]))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    number = len(world.reports)
    plain, both = tell(world, False), tell(world, True)
    for name in plain:
        print(f"{name:42} {plain[name] / number:.3f}  with software {both[name] / number:.3f}")
    own = [len(world.known(r, "techniques") & set(r["techniques"])) / len(r["techniques"]) for r in world.reports]
    best = [max(len(u[0] & set(r["techniques"])) for g, u in world.uses.items() if g != r["truth"])
            / len(r["techniques"]) for r in world.reports]
    print(f"share of a report that its set is known for, quartiles: {quartiles(own)}; the best other: {quartiles(best)}")
    for power in (0, 0.5, 1):
        seen, expected = commonness(world, power)
        print(f"made-up reports, power {power}: rightly named {made_up(world, power, rounds):.3f}; "
              f"log share of shared techniques {expected:.2f} (reports: {seen:.2f})")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
