#!/usr/bin/env python3
"""Makes more rules out of rules: copies that ask the same of other texts.

  vary_rules.py OUT COPIES RULE_FILE...

Writes OUT/copy-K.yml for K = 1..COPIES, each with one varied document for every document read. In a
copy, letters inside the texts that a detection looks for are replaced by others; fields, modifiers,
event ids, channels and conditions stay. So a copy passes the same gate as its original and reads
the same fields, is equal to no other rule, and costs what a rule of that kind costs. Left as they
are: selections named as filters, for without them a rule would match all the more, and what is not
text. A rule of which a selection could not be varied is left out: its copy would be the same rule
again, or match where the original does.
"""
import pathlib
import re
import sys
import uuid
import zlib

# What decides whether a rule looks at an event at all.
GATES = {"EventID", "Channel", "Provider_Name"}
# Behind these stands no text to look for.
NO_TEXT = {"cidr", "fieldref", "expand", "exists", "lt", "lte", "gt", "gte"}
KEY = re.compile(r"^(\s*)(?:- )?(['\"]?)([\w.|@-]+)\2:(\s.*)?$")
WORD = re.compile(r"[A-Za-z]{4,}")
NOT_TEXT = {"null", "true", "false"}
SHIFTS = 25  # a letter has so many others


def shifted(letter: str, by: int) -> str:
    """Another letter of the same case; 0 < by <= SHIFTS."""
    base = ord("a") if letter.islower() else ord("A")
    return chr(base + (ord(letter) - base + by) % 26)


def vary_word(word: str, copy: int) -> str:
    """One letter tells the copies apart, a second one at a place of the copy's own makes them
    differ early and late. Never the first: it may belong to an escape."""
    first = 1 + zlib.crc32(word.lower().encode()) % (len(word) - 1)
    second = 1 + (first + copy) % (len(word) - 1)
    letters = list(word)
    letters[first] = shifted(letters[first], copy)
    if second != first:
        letters[second] = shifted(letters[second], 1 + (copy * 7) % SHIFTS)
    return "".join(letters)


def vary_text(text: str, copy: int) -> str:
    if text.strip() in NOT_TEXT or "[:" in text:  # [:alpha:] is a class, not a text
        return text
    return WORD.sub(lambda found: vary_word(found.group(), copy), text)


class Detection:
    """Goes over the lines of a detection and varies those that hold texts to look for."""

    def __init__(self, copy: int):
        self.copy = copy
        self.indent = None     # of the selections' names
        self.selection = None  # the name of the one to vary; None for the others
        self.text_key: bool | None = True  # the last field's values are texts; None: a gate's
        self.asking = set()    # selections that ask for more than the gate
        self.varied = set()

    def line(self, line: str) -> str:
        key = KEY.match(line)
        if not key:
            return self.value(line)
        indent, _, name, value = key.groups()
        if self.indent is None:
            self.indent = len(indent)
        if len(indent) == self.indent and not line.lstrip().startswith("- "):
            fixed = "filter" in name or name in ("condition", "timeframe")
            self.selection, self.text_key = None if fixed else name, True
            return line
        field, *modifiers = name.split("|")
        self.text_key = not NO_TEXT.intersection(modifiers)
        if field in GATES:
            self.text_key = None
        head = line[:len(line) - len(value or "")]
        return head + self.value(value) if value else line

    def value(self, text: str) -> str:
        if self.selection is None or self.text_key is None:
            return text
        self.asking.add(self.selection)
        varied = vary_text(text, self.copy) if self.text_key else text
        if varied != text:
            self.varied.add(self.selection)
        return varied


def vary_document(text: str, copy: int) -> str | None:
    """The copy of one rule; None when it would find what the original finds."""
    detection, lines = None, []
    inside = False
    for line in text.splitlines():
        if line[:1].strip() and not line.startswith("#"):  # a top-level key
            inside = line.startswith("detection:")
            if inside:
                detection = Detection(copy)
            elif line.startswith("id:"):
                line = f"id: {uuid.uuid5(uuid.NAMESPACE_OID, f'{line} {copy}')}"
            elif line.startswith("name:"):
                continue
        elif inside and line.strip() and not line.lstrip().startswith("#"):
            line = detection.line(line)
        lines.append(line)
    if detection is None or not detection.varied or detection.varied != detection.asking:
        return None
    return "\n".join(lines) + "\n"


def documents(path: pathlib.Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")
    return [part for part in re.split(r"^---\s*$", text, flags=re.MULTILINE) if part.strip()]


def write_copies(paths: list[pathlib.Path], out: pathlib.Path, copies: int) -> int:
    """Writes the files; returns how many rules each holds."""
    out.mkdir(parents=True, exist_ok=True)
    originals = [text for path in paths for text in documents(path)]
    rules: list[str] = []
    for copy in range(1, copies + 1):
        varied = [vary_document(text, copy) for text in originals]
        rules = [text for text in varied if text is not None]
        (out / f"copy-{copy}.yml").write_text("---\n".join(rules), encoding="utf-8")
    return len(rules)


def main() -> None:
    out, copies, *paths = sys.argv[1:]
    each = write_copies([pathlib.Path(path) for path in paths], pathlib.Path(out), int(copies))
    print(f"{copies} copies of {each} rules")


if __name__ == "__main__":
    main()
