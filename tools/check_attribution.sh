#!/usr/bin/env bash
# Measures attribution on cases with known answers and prints the table: campaigns (with intervals),
# mixtures and absent sets, and published reports, each by the part of the model that never saw its
# set. Wants the folder with attribution_cases.py, attribution_score.py and the ATT&CK bundle.
#
#   tools/check_attribution.sh [BENCHMARK_TOOLS [BUNDLE [PROGRAM]]]
#   defaults: ../shared/tools, ../shared/corpus/attack/enterprise-attack.json, build/release/noroshi
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

tools=${1:-../shared/tools}
bundle=${2:-../shared/corpus/attack/enterprise-attack.json}
program=${3:-build/release/noroshi}
out=build/attribution

if [ ! -f "$tools/attribution_cases.py" ] || [ ! -f "$bundle" ]; then
  echo "skipped: no benchmark at $tools, or no bundle at $bundle"
  exit 0
fi
mkdir -p "$out/reports"
python3 "$tools/attribution_cases.py" "$bundle" "$out"
"$program" attribute --benchmark "$out" --out "$out/predictions.jsonl"
echo "campaigns:"
python3 "$tools/attribution_score.py" "$out" "$out/predictions.jsonl"

# Reports become cases of their own: each whole, with and without its software, and once with its
# set taken out of the library.
python3 - "$out" <<'PYTHON'
import json, pathlib, sys
out = pathlib.Path(sys.argv[1])
reports = [json.loads(line) for line in (out / "reports.jsonl").read_text().splitlines()]
profiles = {p["id"]: p for p in map(json.loads, (out / "profiles.jsonl").read_text().splitlines())}
cases, variants = [], [json.loads(line) for line in (out / "variants.jsonl").read_text().splitlines()]
variants = [v for v in variants if v["kind"] == "mixture"]
for r in reports:
    kept = [u for u in profiles[r["truth"]]["techniques"] if u["rel"] not in set(r["strip"])]
    cases.append({**r, "exclude_campaigns": [], "left": {"techniques": len(kept)}})
    for shown in (False, True):
        for kind in ("case", "absent"):
            variants.append({"case": r["id"], "variant": f"{kind}-{'shown' if shown else 'hidden'}", "kind": kind,
                             "truth": r["truth"] if kind == "case" else None, "fraction": 100, "software_shown": shown,
                             "withhold": [] if kind == "case" else [r["truth"]], "techniques": r["techniques"],
                             "software": r["software"] if shown else []})
for name, rows in (("cases", cases), ("variants", variants), ("profiles", profiles.values())):
    (out / "reports" / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
PYTHON
"$program" attribute --benchmark "$out/reports" --out "$out/reports/predictions.jsonl"
echo "published reports:"
python3 "$tools/attribution_score.py" "$out/reports" "$out/reports/predictions.jsonl"
