#!/usr/bin/env python3
"""Says how well it is founded that a shipped rule meets the families it aims at.

  mark_families.py [--write] [RULES_DIR [KNOWLEDGE_DIR]]

A rule's `families` names sets and software, each with a mark (docs/design/knowledge.md). The mark
here is what the knowledge tables bear out: the best one of any statement that the family, or
software it uses, or a campaign attributed to it, does one of the techniques of the rule.

  R1   a text that was read says so
  R2   an account of one does; ATT&CK is such an account of the reports that it cites
  INF  no table says so: that the rule meets the family is our own inference
  U    only a statement of that mark says so

A rule may say `own` where the tables bear out R1: what it meets is a form that only this family has.

Without --write: prints each rule that claims more than that, or claims nothing, and ends with 1 if
there is any. A rule may claim less. With --write: puts the marks into the rules.
"""
import argparse
import pathlib
import re
import sys

MARKS = ["R1", "R2", "INF", "U"]        # the surest first
OWN = "own"
ATTACK = "attack-enterprise-"           # tables of this name are accounts
SET_USES = {"uses", "attributed-to"}


def key(name):
    return re.sub(r"[\s.\-_]", "", name).lower()


class Tables:
    """Who does what by the knowledge tables, with the mark of each statement."""

    def __init__(self, folder):
        self.ids, self.moved, self.does, self.has = {}, {}, {}, {}
        for path in sorted(folder.glob("*.tsv")):
            account = path.name.startswith(ATTACK)
            for line in path.read_text(encoding="utf-8").splitlines():
                self.take(line.split("\t"), account)

    def take(self, row, account):
        if row[0] in ("set", "software", "campaign"):
            for name in [row[1], row[2], *row[3].split("|")]:
                if name:
                    self.ids.setdefault(key(name), set()).add(row[1])
        elif row[0] == "name":
            self.ids.setdefault(key(row[2]), set()).add(row[1])
        elif row[0] == "moved":
            self.moved[row[1]] = row[2]
        elif row[0] in SET_USES:
            mark = max(row[3], "R2", key=MARKS.index) if account else row[3]
            if row[2].startswith("T"):
                self.does.setdefault(row[1], []).append((row[2], mark))
            elif row[0] == "uses":
                self.has.setdefault(row[1], []).append((row[2], mark))
            else:
                self.has.setdefault(row[2], []).append((row[1], mark))

    def current(self, technique):
        seen = set()
        while technique in self.moved and technique not in seen:
            seen.add(technique)
            technique = self.moved[technique]
        return technique

    def mark(self, family, techniques):
        wanted = {self.current(t) for t in techniques}
        found = []
        for entity in self.ids.get(key(family), ()):
            for user, weakest in [(entity, "R1"), *self.has.get(entity, ())]:
                found += [max(weakest, mark, key=MARKS.index)
                          for technique, mark in self.does.get(user, ()) if self.current(technique) in wanted]
        return min(found, key=MARKS.index, default="INF")


FAMILIES = re.compile(r"^families:(?: *\[(?P<flow>[^\]]*)\] *\n|(?: *\{(?P<map>[^}]*)\} *\n)|"
                      r" *\n(?P<block>(?:  .*\n)+))", re.M)


def families_of(match):
    """[(name, mark or "")], from any of the forms."""
    text = match["flow"] or match["map"] or match["block"]
    parts = text.splitlines() if match["block"] else text.split(",")
    pairs = [part.strip().removeprefix("- ").partition(":") for part in parts if part.strip()]
    return [(name.strip(), mark.strip()) for name, _, mark in pairs]


def document_of(text, at):
    """The rule document that holds this place: a file may hold several."""
    start = text.rfind("\n---", 0, at) + 1
    end = text.find("\n---", at)
    return text[start:end if end >= 0 else len(text)]


def written(pairs):
    return "families:\n" + "".join(f"  {name}: {mark}".rstrip() + "\n" for name, mark in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("rules", nargs="?", type=pathlib.Path, default=pathlib.Path("rules"))
    parser.add_argument("knowledge", nargs="?", type=pathlib.Path, default=pathlib.Path("knowledge"))
    args = parser.parse_args()
    tables, problems, marks = Tables(args.knowledge), 0, {}
    for path in sorted(args.rules.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")

        def marked(match):
            nonlocal problems
            techniques = {t.upper() for t in re.findall(r"attack\.(t\d{4}(?:\.\d{3})?)\b",
                                                        document_of(text, match.start()))}
            pairs = []
            for name, mark in families_of(match):
                borne = "" if name == "any" else tables.mark(name, techniques)
                if mark == OWN and borne == "R1":
                    mark = borne = OWN
                pairs.append((name, borne))
                marks[borne] = marks.get(borne, 0) + 1
                if borne and mark != OWN and (mark not in MARKS or MARKS.index(mark) < MARKS.index(borne)):
                    problems += 1
                    if not args.write:
                        print(f"{path}: {name} is marked {mark or 'nothing'}, the tables bear out {borne}")
            return written(pairs)

        new = FAMILIES.sub(marked, text)
        if args.write and new != text:
            path.write_text(new, encoding="utf-8")
    print("marks borne out:", ", ".join(f"{marks[m]} {m}" for m in [OWN, *MARKS] if m in marks))
    sys.exit(1 if problems and not args.write else 0)


if __name__ == "__main__":
    main()
