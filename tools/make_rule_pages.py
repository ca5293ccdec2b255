#!/usr/bin/env python3
"""Writes the pages that list the shipped rules, from the rules themselves.

    tools/make_rule_pages.py [--check]

docs/rules/shipped.md: its tables, between the headings of the stages and "## Measured".
docs/rules/coverage.md: groups, ideas, rules and the evidence each needs, from docs/rules/ideas.tsv.
--check writes nothing and fails when a page is not as it would be written.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STAGES = {
    "1": ("1-delivery", "Delivery and attack"),
    "2": ("2-implant", "Installed RAT and remote control"),
    "3": ("3-objectives", "Lateral movement and objectives"),
}


def unquoted(text: str) -> str:
    """A YAML scalar on one line, as the rules write them."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def read_rule(path: pathlib.Path) -> dict:
    """The metadata of a file's first document: scalars, and lists as lists."""
    rule = {"name": path.stem, "stage": path.parent.name[0], "tags": [], "source": {}}
    key = ""
    for line in path.read_text(encoding="utf-8").split("\n---")[0].splitlines():
        top = re.match(r"([a-z_]+):\s*(.*)$", line)
        if top:
            key = top.group(1)
            rule.setdefault(key, unquoted(top.group(2)))
            continue
        inner = line.strip()
        if key == "tags" and inner.startswith("- "):
            rule["tags"].append(inner[2:])
        elif key == "logsource" and ": " in inner:
            name, value = inner.split(": ", 1)
            rule["source"][name] = unquoted(value)
    return rule


def all_rules() -> list[dict]:
    return [read_rule(path) for path in sorted((ROOT / "rules").rglob("*.yml"))]


def techniques(rule: dict) -> list[str]:
    return [tag[7:].upper() for tag in rule["tags"] if re.match(r"attack\.t\d", tag)]


def source(rule: dict) -> str:
    """The log source in a word: category or service, with its product where it is not Windows."""
    if "correlation" in rule:
        return "correlation"
    parts = rule["source"]
    word = parts.get("category") or parts.get("service") or parts.get("product", "")
    product = parts.get("product", "windows" if "category" in parts else "")
    return word if product in ("windows", word) or not product else f"{product} {word}"


def shipped_tables(rules: list[dict]) -> str:
    out = []
    for stage, (_, title) in STAGES.items():
        out += [f"## {stage} {title}", "",
                "| rule | what it finds | level | idea | techniques | log source |",
                "| --- | --- | --- | --- | --- | --- |"]
        for rule in rules:
            if rule["stage"] == stage:
                out.append(f"| `{rule['name']}` | {rule['title']} | {rule['level']} | {rule['idea']} | "
                           f"{', '.join(techniques(rule))} | {source(rule)} |")
        out.append("")
    return "\n".join(out) + "\n"


def shipped_page(old: str, rules: list[dict]) -> str:
    """The page with its tables renewed; the text around them is written by hand."""
    begin = old.index("## 1 ")
    end = old.index("## Measured")
    return old[:begin] + shipped_tables(rules) + old[end:]


def read_ideas() -> tuple[dict, list]:
    ideas, groups = {}, []
    for line in (ROOT / "docs/rules/ideas.tsv").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] == "idea":
            ideas[fields[1]] = {"what": fields[2], "evidence": fields[3], "where": fields[4]}
        elif fields[0] == "group":
            groups.append(fields[1:])
    return ideas, groups


OTHER = {
    "analytic": "none: an analytic's work (`noroshi beacons`, `rare`, `logons`, incidents)",
    "other": "none: needs evidence that is no log of these kinds",
    "rules": "none yet",
}


def idea_answer(idea: dict, names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or OTHER[idea["where"]]


def coverage_page(rules: list[dict]) -> str:
    ideas, groups = read_ideas()
    by_idea = {name: [r["name"] for r in rules if r["idea"] == name] for name in ideas}
    unknown = sorted({r["idea"] for r in rules} - set(ideas))
    if unknown:
        sys.exit(f"docs/rules/ideas.tsv lacks: {', '.join(unknown)}")
    covered = [name for name in ideas if by_idea[name] and not name.endswith("-00")]
    named = [name for name in ideas if not name.endswith("-00")]
    out = ["# Coverage", "",
           "Made by `tools/make_rule_pages.py` of the rules' metadata and `docs/rules/ideas.tsv`; do not edit.", "",
           f"{len(rules)} shipped rules; {len(covered)} of {len(named)} ideas have a rule of their own. "
           "A rule's match is no proof that a group was at work: most techniques are shared.", "",
           "## Groups and what could show them", "",
           "Per stage: the ideas that fit the group's public record, with the number of rules behind each.", "",
           "| group | delivery | implant | objectives |", "| --- | --- | --- | --- |"]
    for name, *stages in groups:
        cells = [", ".join(f"{i} ({len(by_idea[i])})" if by_idea[i] else f"{i} (-)"
                           for i in cell.split()) if cell != "-" else "by way of a loader"
                 for cell in stages]
        out.append(f"| {name} | " + " | ".join(cells) + " |")
    for stage, (_, title) in STAGES.items():
        out += ["", f"## Ideas of stage {stage}: {title}", "",
                "| idea | what it looks for | evidence needed | rules |", "| --- | --- | --- | --- |"]
        for name, idea in ideas.items():
            if name[1] == stage:
                out.append(f"| {name} | {idea['what']} | {idea['evidence']} | "
                           f"{idea_answer(idea, by_idea[name])} |")
    out += ["", "## Techniques", "",
            "| technique | rules |", "| --- | --- |"]
    by_technique = {}
    for rule in rules:
        for technique in techniques(rule):
            by_technique.setdefault(technique, []).append(f"`{rule['name']}`")
    out += [f"| {name} | {', '.join(names)} |" for name, names in sorted(by_technique.items())]
    return "\n".join(out) + "\n"


def main() -> int:
    rules = all_rules()
    shipped = ROOT / "docs/rules/shipped.md"
    pages = {shipped: shipped_page(shipped.read_text(encoding="utf-8"), rules),
             ROOT / "docs/rules/coverage.md": coverage_page(rules)}
    stale = [p for p, text in pages.items()
             if not p.exists() or p.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        for page in stale:
            print(f"{page.relative_to(ROOT)} is not current: run tools/make_rule_pages.py")
        return 1 if stale else 0
    for page in stale:
        page.write_text(pages[page], encoding="utf-8")
    print(f"{len(rules)} rules; written: {', '.join(p.name for p in stale) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
