"""Evidence written by an attacker: nothing of it may act on the terminal, the spreadsheet, the
browser or the disk of whoever looks at the results."""
import csv
import json
import os
import re
import struct
import zlib

import harness
from harness import INCOMPLETE, OK, CliTest, Evidence, findings, manifest, run

CHUNK, FILE_HEADER = 65536, 4096
COMPUTER = "HQ-FS01.hoshikawa.example"  # what the hostile names replace: 25 UTF-16 units
HOSTILE = (
    "=1+1\x1b[2J\x1b]0;owned\x07\u202etxt.exe",  # formula, screen, title, reversed reading
    "</script><img onerror=a()>",                 # out of the page's data, into its markup
    "\",\"level\":\"low\"}\n{\"id\":\"",          # out of the JSON line
    "@SUM(A1),\"x\"\r\n+cmd|' /C",                # another row of the table
    "\ud800lone\udfff\ufffe\x00\x7f\x9b31m",      # no characters, and a one-byte escape
)
RULE = """title: Any logon
id: 11111111-2222-3333-4444-555555555555
logsource: {product: windows, service: security}
detection:
  sel: {EventID: 4624}
  condition: sel
level: high
fields: [TargetUserName, WorkstationName]
"""


def utf16(text):
    return text.encode("utf-16-le", "surrogatepass")


def sealed(data):
    """The file with the checksums of every chunk made right again."""
    data = bytearray(data)
    for at in range(FILE_HEADER, len(data) - CHUNK + 1, CHUNK):
        chunk = data[at:at + CHUNK]
        if chunk[:8] != b"ElfChnk\0":
            continue
        free = struct.unpack_from("<I", chunk, 48)[0]
        struct.pack_into("<I", chunk, 52, zlib.crc32(chunk[512:free]))
        struct.pack_into("<I", chunk, 124, zlib.crc32(chunk[:120] + chunk[128:512]))
        data[at:at + CHUNK] = chunk
    return bytes(data)


def with_computer(data, name):
    """The log, as if its computer were called `name` (cut or filled up to the old length)."""
    name = (name + "-" * len(COMPUTER))[:len(COMPUTER)]
    return sealed(data.replace(utf16(COMPUTER), utf16(name))), name


class HostileNames(CliTest):
    """One log per hostile computer name, hunted together."""

    def setUp(self):
        super().setUp()
        source = (Evidence.logs / "HQ-FS01" / "Security.evtx").read_bytes()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        self.names = []
        for number, hostile in enumerate(HOSTILE):
            data, name = with_computer(source, hostile)
            self.assertNotEqual(data, source)
            (self.logs / f"{number}.evtx").write_bytes(data)
            self.names.append(name)
        self.rule = self.folder / "rule.yml"
        self.rule.write_text(RULE)
        self.out = self.folder / "out"
        self.done = run("hunt", self.logs, "--rules", self.rule, "--no-shipped-rules", "--out",
                        self.out, expect=OK)

    def assert_harmless(self, text):
        """No control character but line ends, and nothing that turns the reading direction."""
        self.assertIsNone(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e"
                                    "\u2066-\u2069]", text), repr(text[:2000]))

    def test_terminal(self):
        self.assert_harmless(self.done.out + self.done.err)
        self.assertIn("\\x1b[2J", self.done.out)  # shown, not hidden

    def test_search_lines(self):
        done = run("search", "4624", self.logs, "--field", "EventID", expect=OK)
        self.assert_harmless(done.out)
        hits = run("search", "4624", self.logs, "--field", "EventID", "--json", expect=OK)
        self.assertEqual(len(done.out.splitlines()), len(hits.out.splitlines()))

    def test_explain(self):
        finding = findings(self.out)[0]
        record = f"{self.logs / finding['evidence']['path']}:{finding['record_id']}"
        self.assert_harmless(run("explain", self.rule, record, expect=OK).out)

    def test_findings_are_one_json_object_a_line(self):
        rows = (self.out / "findings.jsonl").read_bytes().split(b"\n")
        self.assertEqual(rows.pop(), b"")
        found = [json.loads(row) for row in rows]
        self.assertEqual({one["level"] for one in found}, {"high"})
        by_path = {one["evidence"]["path"]: one["host"] for one in found}
        for number in (0, 1, 2, 3):  # 4 is no text: what it becomes is tested below
            self.assertEqual(by_path[f"{number}.evtx"], self.names[number])

    def test_what_is_no_text_becomes_text(self):
        hosts = {one["host"] for one in findings(self.out)
                 if one["evidence"]["path"] == "4.evtx"}
        self.assertEqual(len(hosts), 1)
        host = hosts.pop()
        self.assertIn("\ufffdlone\ufffd", host)
        host.encode("utf-8")  # no lone surrogate came through

    def test_timeline_is_a_table_without_formulas(self):
        with open(self.out / "timeline.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        found = findings(self.out)
        self.assertEqual(len(rows), len(found) + 1)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        for row in rows:
            for cell in row:
                self.assertFalse(cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell)
                self.assertNotIn("\x1b", cell)
        ids = [row[rows[0].index("finding_id")] for row in rows[1:]]
        self.assertEqual(ids, [one["id"] for one in found])

    def test_report_has_no_markup_of_theirs(self):
        page = (self.out / "report.html").read_text(encoding="utf-8")
        for mark in ("<img onerror", "</script><img"):
            self.assertNotIn(mark, page)
        self.assertEqual(page.count("<script"), page.count("</script>"))

    def test_run_json_is_json(self):
        self.assertEqual(manifest(self.out)["findings"]["count"], len(findings(self.out)))

    def test_dump_is_json_for_every_record(self):
        for line in run("dump", self.logs, expect=OK).out.splitlines():
            json.loads(line)

    def test_same_bytes_for_any_threads(self):
        texts = set()
        for threads in (1, 2, 5):
            out = self.folder / f"out{threads}"
            run("hunt", self.logs, "--rules", self.rule, "--no-shipped-rules", "--out", out,
                "--threads", threads, expect=OK)
            texts.add(b"".join((out / name).read_bytes() for name in
                               ("findings.jsonl", "timeline.csv", "report.html")))
        self.assertEqual(len(texts), 1)


class HostileFiles(CliTest):
    def hunt(self, path, expect):
        done = run("hunt", path, "--out", self.folder / "out", "--write", "findings",
                   expect=expect)
        return done, manifest(self.folder / "out")

    def test_names_with_escapes_are_shown_not_obeyed(self):
        path = self.folder / "a\x1b]0;x\x07\n\u202eb.evtx"
        path.write_bytes(b"no log")
        done, run_json = self.hunt(path, INCOMPLETE)
        for text in (done.out, run("dump", path, expect=INCOMPLETE).err):
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\x07", text)
            self.assertIn("\\x1b]0;x", text)
        self.assertEqual(run_json["inputs"][0]["path"], path.name)

    def test_names_that_are_no_utf8(self):
        folder = os.fsencode(self.folder / "in")
        os.mkdir(folder)
        with open(os.path.join(folder, b"a\xff\xfe.evtx"), "wb") as file:
            file.write(harness.some_log().read_bytes())
        _, run_json = self.hunt(self.folder / "in", OK)
        self.assertEqual(run_json["inputs"][0]["path"], "a\ufffd\ufffd.evtx")
        for one in findings(self.folder / "out"):
            self.assertEqual(one["evidence"]["path"], "a\ufffd\ufffd.evtx")

    def test_a_pipe_among_the_evidence_does_not_hang(self):
        folder = self.folder / "in"
        folder.mkdir()
        os.mkfifo(folder / "pipe.evtx")
        (folder / "good.evtx").write_bytes(harness.some_log().read_bytes())
        _, run_json = self.hunt(folder, INCOMPLETE)
        self.assertEqual([(one["kind"], one["path"]) for one in run_json["losses"]],
                         [("unreadable", "pipe.evtx")])

    def test_a_device_is_no_evidence(self):
        done = run("dump", "/dev/zero", expect=INCOMPLETE)
        self.assertIn("not a regular file", done.err)

    def test_links_in_a_ring_do_not_hang(self):
        folder = self.folder / "in"
        folder.mkdir()
        (folder / "ring").symlink_to(folder)
        (folder / "self.evtx").symlink_to("self.evtx")
        (folder / "good.evtx").write_bytes(harness.some_log().read_bytes())
        _, run_json = self.hunt(folder, INCOMPLETE)
        self.assertEqual([one["path"] for one in run_json["losses"]], ["self.evtx"])
        self.assertGreater(run_json["evidence"]["records"], 0)

    def test_a_folder_named_like_a_log_is_a_folder(self):
        folder = self.folder / "in" / "Security.evtx"
        folder.mkdir(parents=True)
        (folder / "inside.evtx").write_bytes(harness.some_log().read_bytes())
        _, run_json = self.hunt(self.folder / "in", OK)
        self.assertEqual(run_json["inputs"][0]["path"], "Security.evtx/inside.evtx")

    def test_a_log_without_its_name(self):
        path = self.folder / "holiday.jpg"  # recognised by content, whatever it is called
        path.write_bytes(harness.some_log().read_bytes())
        _, run_json = self.hunt(path, OK)
        self.assertGreater(run_json["evidence"]["records"], 0)

    def test_names_of_three_hundred_folders(self):
        folder = self.folder / "in"
        deep = folder.joinpath(*["d"] * 300)
        deep.mkdir(parents=True)
        (deep / "x.evtx").write_bytes(harness.some_log().read_bytes())
        _, run_json = self.hunt(folder, OK)
        self.assertEqual(run_json["inputs"][0]["path"], "d/" * 300 + "x.evtx")


class Damage(CliTest):
    """A log cut and flipped in every region: the account holds, outputs stay well-formed."""

    def cases(self):
        whole = harness.some_log().read_bytes()
        yield "cut in the file header", whole[:2000]
        yield "cut in the chunk header", whole[:FILE_HEADER + 100]
        yield "cut in a record", whole[:FILE_HEADER + 3000]
        yield "cut at a chunk's end", whole[:FILE_HEADER + CHUNK]
        yield "no file header", b"\0" * FILE_HEADER + whole[FILE_HEADER:]
        yield "a chunk of noise", (whole[:FILE_HEADER] + bytes(range(256)) * (CHUNK // 256) +
                                   whole[FILE_HEADER + CHUNK:])
        yield "zeros behind", whole + b"\0" * 70_000
        yield "text behind", whole + b"trailing text " * 100
        for at in range(FILE_HEADER, FILE_HEADER + CHUNK, 4999):
            yield f"flipped at {at}", whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1:]

    def test_account_of_bytes_and_well_formed_outputs(self):
        path, out = self.folder / "x.evtx", self.folder / "out"
        for title, data in self.cases():
            with self.subTest(title):
                path.write_bytes(data)
                done = run("hunt", path, "--out", out, "--write", "findings")
                self.assertIn(done.status, (OK, INCOMPLETE))
                evidence = manifest(out)["evidence"]
                self.assertEqual(evidence["bytes"], len(data))
                self.assertEqual(evidence["bytes_used"] + evidence["bytes_damaged"] +
                                 evidence["bytes_padding"], len(data))
                findings(out)
                self.assertEqual(done.status == INCOMPLETE,
                                 "nothing was lost" not in done.out, done.out)

    def test_dump_gives_whole_lines_and_the_same_status(self):
        path = self.folder / "x.evtx"
        for title, data in self.cases():
            with self.subTest(title):
                path.write_bytes(data)
                lines = run("dump", path)
                self.assertIn(lines.status, (OK, INCOMPLETE))
                self.assertEqual(lines.status == INCOMPLETE, lines.err != "")
                count = sum(1 for line in lines.out.splitlines() if json.loads(line))
                xml = run("dump", path, "--format", "xml", expect=lines.status).out
                self.assertEqual(len(re.findall(r"<Event[ >]", xml)), count)

    def test_recovery_never_finds_less(self):
        path = self.folder / "x.evtx"
        whole = harness.some_log().read_bytes()
        path.write_bytes(whole[:FILE_HEADER + 8] + b"\xff" * 400 + whole[FILE_HEADER + 408:])
        counts = [len(run("dump", path, "--recovery", where).out.splitlines())
                  for where in ("off", "damage", "all")]
        self.assertEqual(counts, sorted(counts))


if __name__ == "__main__":
    raise SystemExit("run run_tests.py")
