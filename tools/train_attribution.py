#!/usr/bin/env python3
"""Trains the learned part of attribution and writes knowledge/attribution/model.tsv.

  train_attribution.py BUNDLE CASES PROGRAM OUT.tsv [--work DIR] [--forests MODEL.tsv]

BUNDLE   the ATT&CK Enterprise bundle (STIX 2.1)
CASES    folder with profiles.jsonl and reports.jsonl of the attribution benchmark
PROGRAM  noroshi itself, which computes all values (`attribute --benchmark ... --values`)
MODEL    whose forests are kept: only the calibration and the figures are made anew

Only published reports on single sets are learned from; no campaign is ever looked at. From them
are made, all by seeded chance:

  report    what one report says of one set, its own statements taken out of the library first
  part      a tenth to a half of that
  years     all that a set's reports of one year say, those reports taken out: as long as campaigns
  merged    two to four reports of one set, likewise
  absent    each of these with its set taken out of the library: no right answer
  mixture   techniques and software drawn by how many sets use them: no intrusion at all

Three forests are trained, each once per fold of sets, the fold left out:

  rank      which set fits best (listwise), from the values of sets
  coherent  whether it is one intrusion or a mixture, from the values of the case
  right     whether the first set is the right one, of all that is no mixture

What the last two say together is then calibrated, on whole cases and on pieces of them that no
forest was trained on, for how much was seen changes what a forest's word is worth. The figures in
the model are those of the folds: each case was judged by forests, and calibrated by cases, that saw
nothing of its set. Needs numpy and lightgbm.
"""
import argparse, collections, hashlib, json, math, pathlib, random, re, subprocess

import lightgbm
import numpy as np

FOLDS = 5
MIXTURES = 500
RANK = {"objective": "rank_xendcg", "num_leaves": 15, "learning_rate": 0.06, "min_data_in_leaf": 30,
        "feature_fraction": 0.3, "lambda_l2": 5, "rounds": 160}
JUDGE = {"objective": "binary", "num_leaves": 6, "learning_rate": 0.06, "min_data_in_leaf": 30,
         "feature_fraction": 0.25, "lambda_l2": 10, "rounds": 130}
COMMON = {"bagging_fraction": 0.7, "bagging_freq": 1, "verbose": -1, "num_threads": 1, "seed": 1,
          "deterministic": True, "force_row_wise": True}
WEIGHTS = {"report": 1.0, "part": 0.4, "years": 1.0, "merged": 0.7, "absent": 0.7, "mixture": 1.0}
WHOLE = ("report", "years", "merged")   # what confidence is calibrated on, with pieces of each:
PIECES = (0.1, 0.25, 0.5)
ANSWERED = 0.8   # the threshold answers this share of the whole cases
DIGITS = 6


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def fold_of(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS


def years_of(bundle):
    """The year of each cited report, from its citation."""
    years = {}
    for o in json.loads(bundle.read_text(encoding="utf-8"))["objects"]:
        for ref in o.get("external_references", []):
            told = ref.get("description", "").split("Retrieved")[0]
            dated = re.search(r"\(((?:19|20)\d\d)[,)]", told) or re.search(r"\b((?:19|20)\d\d)\b", told)
            if dated:
                years[ref["source_name"]] = int(dated.group(1))
    return years


class Cases:
    """The made cases, as the files of a benchmark folder."""

    def __init__(self, folder, bundle):
        self.profiles = {p["id"]: p for p in lines(folder / "profiles.jsonl")}
        self.reports = lines(folder / "reports.jsonl")
        self.years = years_of(bundle)
        self.random = random.Random(7)
        self.cases, self.variants, self.pieces, self.about = [], [], [], {}

    def add_case(self, name, truth, sources, strip, group=None):
        self.cases.append({"id": name, "truth": truth, "sources": sources, "strip": strip,
                           "exclude_campaigns": [], "fold": fold_of(group or truth)})

    def add(self, case, kind, truth, techniques, software, withhold=(), group=None):
        for shown in (False, True):
            name = f"{kind}-{'shown' if shown else 'hidden'}"
            self.variants.append({"case": case, "variant": name, "techniques": sorted(techniques),
                                  "software": sorted(software) if shown else [],
                                  "withhold": list(withhold)})
            self.about[case, name] = {"kind": kind, "truth": truth, "shown": shown,
                                      "fold": fold_of(group or truth)}

    def whole(self, name, kind, truth, sources, strip, techniques, software):
        """A case with its absent twin."""
        self.add_case(name, truth, sources, strip)
        self.add(name, kind, truth, techniques, software)
        if kind == "report":
            part = self.random.choice([0.1, 0.25, 0.5, 0.5])
            kept = self.random.sample(techniques, max(1, round(len(techniques) * part)))
            self.add(name, "part", truth, kept, software)
        self.add(name, "absent", None, techniques, software, [truth], truth)

    def strip(self, group, sources):
        """Relations of a group that rest on nothing but these reports."""
        return sorted(u["rel"] for kind in ("techniques", "software") for u in self.profiles[group][kind]
                      if u["references"] and set(u["references"]) <= set(sources))

    def joined(self, name, kind, group, parts):
        sources = sorted({s for r in parts for s in r["sources"]})
        self.whole(name, kind, group, sources, self.strip(group, sources),
                   sorted({t for r in parts for t in r["techniques"]}),
                   sorted({s for r in parts for s in r["software"]}))

    def whole_years(self, group):
        """What the statements of one year say, small reports included."""
        uses = collections.defaultdict(lambda: ([], set(), set()))
        for kind, slot in (("techniques", 1), ("software", 2)):
            for use in self.profiles[group][kind]:
                for reference in use["references"]:
                    year = self.years.get(reference)
                    if year:
                        uses[year][0].append(reference)
                        uses[year][slot].add(use["id"])
        for year, (sources, techniques, software) in sorted(uses.items()):
            if len(techniques) >= 6 and len(uses) > 1:
                sources = sorted(set(sources))
                self.whole(f"Y-{group}-{year}", "years", group, sources, self.strip(group, sources),
                           sorted(techniques), sorted(software))

    def make(self):
        by_group = collections.defaultdict(list)
        for r in self.reports:
            by_group[r["truth"]].append(r)
            self.whole(r["id"], "report", r["truth"], r["sources"], r["strip"], r["techniques"], r["software"])
        for group, parts in sorted(by_group.items()):
            self.whole_years(group)
            for i in range(min(4, len(parts)) if len(parts) > 1 else 0):
                chosen = self.random.sample(parts, min(len(parts), self.random.choice([2, 2, 3, 4])))
                self.joined(f"M-{group}-{i}", "merged", group, chosen)
        self.mixtures()
        self.make_pieces()

    def mixtures(self):
        sizes = [(len(v["techniques"]), len(v["software"])) for v in self.variants
                 if self.about[v["case"], v["variant"]]["kind"] in WHOLE and
                 v["variant"].endswith("shown")]
        weight = {kind: collections.Counter(u["id"] for p in self.profiles.values() for u in p[kind])
                  for kind in ("techniques", "software")}
        def draw(kind, count):
            key = {t: -math.log(1 - self.random.random()) / w for t, w in sorted(weight[kind].items())}
            return sorted(key, key=key.get)[:count]
        for i in range(MIXTURES):
            # A report is named so that one fold judges it, as it judges the other cases.
            own = self.random.choice(self.reports)
            techniques, software = self.random.choice(sizes)
            self.add_case(f"X-{i}", None, own["sources"], [], own["truth"])
            self.add(f"X-{i}", "mixture", None, draw("techniques", techniques), draw("software", software),
                     group=own["truth"])

    def make_pieces(self):
        """Of each whole case a tenth, a quarter and a half of its techniques, with all of its software
        or as little of it. By a chance of their own: they change nothing of what forests learn from."""
        chance = random.Random(11)
        for whole in self.variants:
            about = self.about[whole["case"], whole["variant"]]
            if about["kind"] not in WHOLE or not about["shown"]:
                continue
            for part in PIECES:
                kept = chance.sample(whole["techniques"], max(1, round(len(whole["techniques"]) * part)))
                with_all = chance.random() < 0.5
                software = chance.sample(whole["software"], round(len(whole["software"]) * (1 if with_all else part)))
                for shown in (False, True):
                    name = f"piece-{part}-{about['kind']}-{'shown' if shown else 'hidden'}"
                    self.pieces.append({**whole, "variant": name, "techniques": sorted(kept),
                                        "software": sorted(software) if shown else []})
                    self.about[whole["case"], name] = {**about, "kind": f"piece {part}", "shown": shown}

    def write(self, folder, variants):
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in (("profiles", self.profiles.values()), ("cases", self.cases), ("variants", variants)):
            (folder / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


class Model:
    """The rows of the table."""

    def __init__(self, sets, reports):
        self.head = ["noroshi-attribution-model\t1"]
        self.names, self.sets, self.reports, self.trees, self.figures = {}, sets, reports, [], []
        self.threshold, self.curves = 1.0, {}

    def add(self, kind, fold, booster):
        for tree in booster.dump_model()["tree_info"]:
            columns = flat(tree["tree_structure"])
            self.trees.append("\t".join(["tree", kind, str(fold), *columns]))

    def keep_forests(self, path):
        for row in path.read_text(encoding="utf-8").splitlines():
            kind, _, rest = row.partition("\t")
            if kind == "tree":
                self.trees.append(row)
            elif kind in ("set-value", "case-value"):
                self.names.setdefault(kind, []).append(rest)

    def text(self):
        rows = self.head + ["source\tpublished reports on single intrusion sets in ATT&CK Enterprise; made by "
                            "tools/train_attribution.py"]
        rows += [f"figure\t{name}\t{value}" for name, value in self.figures]
        rows += [f"folds\t{FOLDS}", f"threshold\t{self.threshold:.6f}"]
        rows += ["calibration\t{}\t{:.6f}\t{:.6f}\t{:.6f}\t{}".format(
                     "with-software" if software else "techniques-only", curve.offset, curve.slope,
                     curve.shortage, curve.enough) for software, curve in sorted(self.curves.items())]
        rows += [f"{kind}\t{name}" for kind, names in self.names.items() for name in names]
        rows += [f"set\t{name}\t{fold_of(name)}" for name in self.sets]
        rows += [f"report\t{name}" for name in self.reports]
        return "\n".join(rows + self.trees) + "\n"


def number(value):
    return f"{value:.{DIGITS}g}"


def flat(root):
    """A tree as five lists; inner nodes in the order in which they are met from the root."""
    inner, leaves, places, queue = [], [], {}, [root]
    while queue:
        node = queue.pop(0)
        if "split_feature" in node:
            places[id(node)] = len(inner)
            inner.append(node)
            queue += [node["left_child"], node["right_child"]]
        else:
            places[id(node)] = ~len(leaves)
            leaves.append(node["leaf_value"])
    side = lambda name: ",".join(str(places[id(n[name])]) for n in inner)
    return [",".join(str(n["split_feature"]) for n in inner), ",".join(f"{n['threshold']:.9g}" for n in inner),
            side("left_child"), side("right_child"), ",".join(number(v) for v in leaves)]


def trained_on(params, data):
    params = {**COMMON, **params}
    rounds = params.pop("rounds")
    return lightgbm.train(params, data, rounds)


def ask(program, folder, model, out, values):
    """What the program says to each variant; for values, with their names first."""
    command = [*program, "attribute", "--benchmark", str(folder), "--model", str(model),
               "--values" if values else "--out", str(out)]
    subprocess.run(command, check=True)
    rows = []
    with out.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if "values" in row:
                row["values"] = np.array(row["values"], dtype=np.float32)
            rows.append(row)
    return (rows[0], rows[1:]) if values else rows


def train_rank(model, about, rows):
    for fold in range(FOLDS):
        x, y, sizes, weights = [], [], [], []
        for row in rows:
            a = about[row["case"], row["variant"]]
            if a["kind"] in ("absent", "mixture") or a["fold"] == fold or a["truth"] not in row["sets"]:
                continue
            x.append(row["values"])
            y += [int(s == a["truth"]) for s in row["sets"]]
            sizes.append(len(row["sets"]))
            weights += [WEIGHTS[a["kind"]]] * len(row["sets"])
        data = lightgbm.Dataset(np.concatenate(x), np.array(y), group=sizes, weight=weights)
        model.add("rank", fold, trained_on(RANK, data))


def train_judges(model, about, rows):
    for kind in ("coherent", "right"):
        for fold in range(FOLDS):
            x, y, weights = [], [], []
            for row in rows:
                a = about[row["case"], row["variant"]]
                mixture = a["kind"] == "mixture"
                if a["fold"] == fold or not len(row["values"]) or (mixture and kind == "right"):
                    continue
                x.append(row["values"])
                y.append(int(not mixture if kind == "coherent" else row["first"] == a["truth"]))
                weights.append(WEIGHTS[a["kind"]] * (2 if mixture else 1))
            data = lightgbm.Dataset(np.array(x), np.array(y), weight=weights)
            model.add(kind, fold, trained_on(JUDGE, data))


class Outcome:
    """One case, as the forests answered it."""

    def __init__(self, about, variant, told):
        groups = [r["group"] for r in told["ranked"]]
        self.kind, self.shown, self.fold = about["kind"], about["shown"], about["fold"]
        self.techniques, self.with_software = len(variant["techniques"]), bool(variant["software"])
        self.said = told["ranked"][0]["confidence"] if groups else 0   # of the first set
        self.rank = groups.index(about["truth"]) + 1 if about["truth"] in groups else 0

    def for_calibration(self):
        return self.kind in WHOLE or self.kind.startswith("piece")

    def odds(self):
        said = min(1 - 1e-9, max(1e-9, self.said))
        return math.log(said / (1 - said))


def outcomes(about, variants, told):
    return [Outcome(about[v["case"], v["variant"]], v, p) for v, p in zip(variants, told, strict=True)]


class Curve:
    """Makes of what the forests say how often that was right: a logistic curve over its log-odds, less
    `shortage` for each factor e by which the techniques seen (plus one) are fewer than `enough` (plus
    one). It rises with what the forests say, and what is seen in full is not touched by the shortage."""

    def __init__(self, enough, offset=0.0, slope=1.0, shortage=0.0):
        self.enough, self.offset, self.slope, self.shortage = enough, offset, slope, shortage

    def short_by(self, case):
        return max(0.0, math.log((self.enough + 1) / (case.techniques + 1)))

    def of(self, case):
        if case.said <= 0:
            return 0.0
        return 1 / (1 + math.exp(-(self.offset + self.slope * case.odds() - self.shortage * self.short_by(case))))

    def learn(self, cases, with_shortage):
        """By Newton's steps of a logistic regression."""
        x = np.array([[1.0, c.odds()] + ([-self.short_by(c)] if with_shortage else []) for c in cases])
        y = np.array([float(c.rank == 1) for c in cases])
        w = np.zeros(x.shape[1])
        w[1] = 1.0
        for _ in range(50):
            p = 1 / (1 + np.exp(-x @ w))
            w += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + 1e-6 * np.eye(len(w)), x.T @ (y - p))
        self.offset, self.slope, self.shortage = w[0], w[1], max(0.0, w[2]) if with_shortage else 0.0
        return self


def calibration(cases):
    """Two curves, for a forest's word is worth more where software was seen; and there few techniques
    are no shortage, which was tried. `enough` is what the least of the whole cases shows. No absent
    sets and no mixtures: how many of those a reader meets is not known, and the threshold is what
    guards against them."""
    enough = min(c.techniques for c in cases if c.kind in WHOLE)
    pool = [c for c in cases if c.for_calibration()]
    return {software: Curve(enough).learn([c for c in pool if c.with_software == software], not software)
            for software in (False, True)}


def calibrated(case, curves):
    return curves[case.with_software].of(case)


def error_of(rows):
    """The calibration error of pairs of confidence and rank, in ten bins."""
    error = 0
    for b in range(10):
        bin_ = [x for x in rows if min(9, int(x[0] * 10)) == b]
        error += abs(sum(x[0] for x in bin_) - sum(x[1] == 1 for x in bin_))
    return error / len(rows)


def figures(cases):
    """Cross-validated: each case by the forests, and calibrated by the cases, that saw nothing of its
    set."""
    rows = collections.defaultdict(list)
    for fold in range(FOLDS):
        curves = calibration([c for c in cases if c.fold != fold])
        for c in cases:
            if c.fold == fold:
                rows[c.kind, c.shown].append((calibrated(c, curves), c.rank))
    share = lambda hit, of: f"{sum(map(hit, of)) / len(of):.3f}"
    result = []
    for shown in (False, True):
        about = "with software" if shown else "techniques only"
        for kind in WHOLE:
            r = sorted(rows[kind, shown], reverse=True)
            threshold = r[math.ceil(ANSWERED * len(r)) - 1][0]
            half = r[:(len(r) + 1) // 2]
            name = f"{kind}, {about}"
            result += [(f"{name}: cases", str(len(r))), (f"{name}: first is right", share(lambda x: x[1] == 1, r)),
                       (f"{name}: among first three", share(lambda x: 0 < x[1] <= 3, r)),
                       (f"{name}: first is right in the surer half", share(lambda x: x[1] == 1, half)),
                       (f"{name}: calibration error", f"{error_of(r):.3f}"),
                       (f"{name}: mixtures above the threshold of 80 %", share(lambda x: x[0] >= threshold, rows["mixture", shown])),
                       (f"{name}: absent sets above it", share(lambda x: x[0] >= threshold, rows["absent", shown]))]
        for part in PIECES:
            r = rows[f"piece {part}", shown]
            name = f"{round(100 * part)} % of a case, {about}"
            result += [(f"{name}: first is right", share(lambda x: x[1] == 1, r)),
                       (f"{name}: calibration error", f"{error_of(r):.3f}")]
    return result


def product_threshold(cases, curves):
    """The least confidence at which a named set is right in at least two cases of three, no right
    answer being as likely as a right one."""
    pool = sorted(((calibrated(c, curves), c.rank == 1) for c in cases
                   if c.kind in ("report", "years", "absent", "mixture")), reverse=True)
    best, right = 1.0, 0
    for i, (sure, hit) in enumerate(pool):
        right += hit
        if i >= 50 and right / (i + 1) >= 2 / 3:
            best = sure
    return best


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bundle", type=pathlib.Path)
    p.add_argument("cases", type=pathlib.Path)
    p.add_argument("program")
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--work", type=pathlib.Path, default=pathlib.Path("attribution-training"))
    p.add_argument("--forests", type=pathlib.Path)
    a = p.parse_args()
    program = a.program.split()
    made = Cases(a.cases, a.bundle)
    made.make()
    made.write(a.work, made.variants)
    made.write(a.work / "pieces", made.pieces)
    model = Model(sorted({c["truth"] for c in made.cases if c["truth"]}),
                  sorted({s for c in made.cases for s in c["sources"]}))
    step = a.work / "step.tsv"
    if a.forests:
        model.keep_forests(a.forests)
    for train in () if a.forests else (train_rank, train_judges):
        step.write_text(model.text(), encoding="utf-8")
        model.names, rows = ask(program, a.work, step, a.work / "values.jsonl", True)
        train(model, made.about, rows)
    step.write_text(model.text(), encoding="utf-8")
    cases = [outcome for folder, variants in ((a.work, made.variants), (a.work / "pieces", made.pieces))
             for outcome in outcomes(made.about, variants, ask(program, folder, step, folder / "told.jsonl", False))]
    model.figures, model.curves = figures(cases), calibration(cases)
    model.threshold = product_threshold(cases, model.curves)
    a.out.write_text(model.text(), encoding="utf-8")
    for name, value in model.figures:
        print(f"{value:>8}  {name}")
    print(f"{model.threshold:8.3f}  threshold\n{a.out.stat().st_size:8}  bytes")


if __name__ == "__main__":
    main()
