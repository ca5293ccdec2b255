"""`noroshi scan`: findings as text and JSON, structure as JSON, bad input, hostile names."""
import io
import json
import shutil
import struct
import zipfile

import harness
from harness import INCOMPLETE, OK, USAGE, CliTest, run


def library():
    """The smallest 64-bit library: headers and one empty section."""
    data = bytearray(0x600)
    data[0:2], data[0x80:0x84] = b"MZ", b"PE\0\0"
    struct.pack_into("<I", data, 0x3C, 0x80)
    struct.pack_into("<HHI", data, 0x84, 0x8664, 1, 1_600_000_000)
    struct.pack_into("<HH", data, 0x94, 240, 0x2022)
    struct.pack_into("<H", data, 0x98, 0x20B)
    struct.pack_into("<II", data, 0x98 + 32, 0x1000, 0x200)
    struct.pack_into("<I", data, 0x98 + 60, 0x400)
    struct.pack_into("<I", data, 0x98 + 108, 16)
    section = 0x98 + 240
    data[section:section + 8] = b".data\0\0\0"
    struct.pack_into("<IIII", data, section + 8, 0x200, 0x1000, 0x200, 0x400)
    struct.pack_into("<I", data, section + 36, 0x40000040)
    return bytes(data)


class Scan(CliTest):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()

    def put(self, name, data):
        path = self.disk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def findings(self, *args, expect=OK):
        done = run("scan", self.disk, "--json", *args, expect=expect)
        return [json.loads(line) for line in done.out.splitlines()]

    def test_text_in_both_languages(self):
        self.put("mail/invoice.pdf.exe", library())
        english = run("scan", self.disk, expect=OK).out
        self.assertIn("mail/invoice.pdf.exe", english)
        self.assertIn("File name made to deceive", english)
        self.assertIn("1 files", english)
        self.assertIn("利用者を欺くファイル名", run("scan", self.disk, "--lang", "ja", expect=OK).out)

    def test_the_gravest_comes_first_in_text_and_paths_in_json(self):
        self.put("a/photo.jpg", library())
        self.put("b/Users/Public/svchost.exe", self.program())
        text = run("scan", self.disk, expect=OK).out
        self.assertLess(text.index("svchost.exe"), text.index("photo.jpg"))
        self.assertEqual([f["path"] for f in self.findings()],
                         ["a/photo.jpg", "b/Users/Public/svchost.exe"])

    def test_a_part_of_windows_is_still_windows(self):
        self.put("Windows/System32/svchost.exe", self.program())
        for part in ("Windows", "Windows/System32", "Windows/System32/svchost.exe"):
            self.assertEqual(run("scan", self.disk / part, "--json", expect=OK).out, "")

    def test_json(self):
        self.put("Users/Public/svchost.exe", self.program())
        found = self.findings()
        self.assertEqual([(f["path"], f["rule"], f["level"], f["techniques"]) for f in found],
                         [("Users/Public/svchost.exe", "system_name_out_of_place", "high", "T1036.005")])
        self.assertEqual(self.findings("--level", "critical"), [])

    def program(self):
        data = bytearray(library())
        struct.pack_into("<H", data, 0x96, 0x22)  # no library
        return bytes(data)

    def test_structure(self):
        self.put("a.dll", library())
        row = json.loads(run("scan", self.disk, "--programs", expect=OK).out)
        self.assertTrue(row["is_dll"])
        self.assertEqual(row["sections"][0]["name"], ".data")
        self.assertFalse(row["signature"]["present"])

    def test_same_output_for_any_number_of_threads(self):
        for i in range(40):
            self.put(f"folder{i}/photo{i}.jpg", library())
        texts = {run("scan", self.disk, "--json", "--threads", n, expect=OK).out for n in (1, 2, 5)}
        self.assertEqual(len(texts), 1)
        self.assertEqual(len(texts.pop().splitlines()), 40)

    def test_cut_program_is_told(self):
        self.put("cut.dll", library()[:0x90])
        self.put("photo.jpg", library())
        done = run("scan", self.disk, "--json", expect=INCOMPLETE)
        self.assertIn("cut.dll", done.err)
        self.assertEqual(len(done.out.splitlines()), 1)

    def zip_of(self, **members):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for name, content in members.items():
                archive.writestr(name.replace("__", "."), content)
        return data.getvalue()

    def test_archives_and_yara(self):
        self.put("mail.zip", self.zip_of(invoice__pdf__exe=library(), note__txt=b"a needle"))
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "good.yar").write_text('rule needle { meta: level = "high" strings: $a = "needle" condition: $a }')
        found = self.findings("--yara", rules)
        # The members are stored, so that the archive's own bytes hold the text as well.
        self.assertEqual([(f["path"], f["rule"], f["level"]) for f in found],
                         [("mail.zip", "yara_match", "high"),
                          ("mail.zip!/invoice.pdf.exe", "deceptive_name", "medium"),
                          ("mail.zip!/note.txt", "yara_match", "high")])
        self.assertIn({"name": "string", "value": "$a at 2, 6 bytes: needle"}, found[-1]["reasons"])
        self.assertEqual(self.findings("--no-archives"), [])

    def test_bad_rules_are_named(self):
        self.put("note.txt", b"needle")
        rules = self.folder / "rules"
        rules.mkdir()
        (rules / "bad.yar").write_text("rule bad {\n condition: nothing_such }\n")
        (rules / "good.yar").write_text('rule needle { strings: $a = "needle" condition: $a }')
        done = run("scan", self.disk, "--json", "--yara", rules, expect=INCOMPLETE)
        self.assertIn("bad.yar:2: undefined identifier", done.err)
        self.assertEqual(json.loads(done.out)["title"], "needle")
        run("scan", self.disk, "--yara", self.folder / "none.yar", expect=USAGE)

    def test_documents(self):
        rels = ('<Relationships><Relationship Type="x/attachedTemplate" Target="https://a.example/t.dotm" '
                'TargetMode="External"/></Relationships>')
        with zipfile.ZipFile(self.disk / "letter.docx", "w") as document:
            for name, content in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"),
                                  ("word/_rels/settings.xml.rels", rels)):
                document.writestr(name, content)
        found = self.findings()
        self.assertEqual([(f["path"], f["rule"], f["level"]) for f in found],
                         [("letter.docx", "remote_template", "high")])

    def test_dumps(self):
        header = struct.pack("<IIIIIIQ", 0x504D444D, 0xA793, 1, 32, 0, 1_600_000_000, 0)
        header += struct.pack("<III", 15, 16, 44) + struct.pack("<IIII", 16, 1, 4711, 0)
        self.put("p.dmp", header)
        row = json.loads(run("scan", self.disk, "--dumps", expect=OK).out)
        self.assertEqual((row["process_id"], row["streams"][0]["name"]), (4711, "MiscInfoStream"))
        self.put("p.dmp", header[:50])
        self.assertIn("minidump", run("scan", self.disk, expect=INCOMPLETE).err)

    def test_raw_memory(self):
        self.put("region.bin", b"\x90" * 64 + b"\xFC\x48\x83\xE4\xF0\xE8\xC8\0\0\0AQAPR" + b"\x90" * 64)
        rules = [f["rule"] for f in self.findings("--memory", "--no-shipped-rules")]
        self.assertEqual(rules, ["shellcode_in_memory"])

    def evidence(self):
        """Logs of a host, with a program of a Windows name beside them."""
        host = self.disk / "SRV"
        host.mkdir()
        shutil.copy(harness.some_log(), host / "Security.evtx")
        self.put("SRV/Users/Public/svchost.exe", self.program())
        return host

    def hunt(self, name, *args, expect=OK):
        out = self.folder / name
        done = run("hunt", self.disk, "--out", out, "--no-journal", *args, expect=expect)
        return out, done

    def scan_findings(self, out):
        return [f for f in harness.findings(out) if f["channel"] == "noroshi:scan"]

    def test_a_hunt_examines_programs_of_its_evidence(self):
        self.evidence()
        out, done = self.hunt("a")
        self.assertIn("examined as programs, documents or memory: 1 file, ", done.out)
        found = self.scan_findings(out)
        self.assertEqual([(f["rule"]["title"], f["level"]) for f in found],
                         [("Form of an implant in a file", "high")])
        # The host is that of the logs around the file.
        log = next(f for f in harness.manifest(out)["evidence"]["records_by_host"])
        self.assertEqual(found[0]["host"], log)
        totals = harness.manifest(out)["scan"]
        self.assertEqual((totals["files"], totals["programs"], totals["findings"], totals["not_scanned"]),
                         (1, 1, 1, 0))
        report = (out / "report.html").read_text(encoding="utf-8")
        self.assertIn('"suspect_files":[{"path":"SRV/Users/Public/svchost.exe"', report)
        incidents = (out / "incidents.json").read_text(encoding="utf-8")
        self.assertIn("Form of an implant in a file", incidents)

    def test_a_case_keeps_the_files(self):
        self.evidence()
        case = self.folder / "case.db"
        self.hunt("a", "--case", case)
        for language, title in (("en", "Name of a Windows program"), ("ja", "Windows")):
            report = json.loads(run("report", case, "--json", "--lang", language, expect=OK).out)
            self.assertEqual([(f["path"], f["level"]) for f in report["suspect_files"]],
                             [("SRV/Users/Public/svchost.exe", "high")])
            self.assertIn(title, report["suspect_files"][0]["findings"][0]["title"][language])

    def test_a_hunt_gives_the_same_for_any_number_of_threads(self):
        self.evidence()
        for i in range(12):
            self.put(f"SRV/folder{i}/photo{i}.jpg", library())
        self.put("mail.zip", self.zip_of(invoice__pdf__exe=library()))
        outs = [self.hunt(f"t{n}", "--threads", n)[0] for n in (1, 2, 5)]
        for name in ("findings.jsonl", "incidents.json", "scan.jsonl", "timeline.csv"):
            texts = {(out / name).read_bytes() for out in outs}
            self.assertEqual(len(texts), 1, name)
        self.assertEqual(len((outs[0] / "scan.jsonl").read_text().splitlines()), 14)

    def test_a_hunt_leaves_files_alone_when_told_so(self):
        self.evidence()
        out, done = self.hunt("a", "--no-scan")
        self.assertEqual(self.scan_findings(out), [])
        self.assertNotIn("examined", done.out)
        self.assertFalse((out / "scan.jsonl").exists())
        self.assertNotIn("scan", harness.manifest(out))

    def test_what_a_hunt_did_not_examine_is_in_its_books(self):
        self.evidence()
        self.put("SRV/cut.dll", library()[:0x90])
        out, _ = self.hunt("a", expect=INCOMPLETE)
        rows = [row for row in harness.manifest(out)["losses"] if row["kind"] == "not_scanned"]
        self.assertEqual([row["path"] for row in rows], ["SRV/cut.dll"])
        self.assertEqual(harness.manifest(out)["scan"]["not_scanned"], 1)

    def test_a_scan_is_known_when_a_hunt_goes_on(self):
        self.evidence()
        out = self.folder / "a"
        run("hunt", self.disk, "--out", out, expect=OK)
        first = (out / "findings.jsonl").read_bytes()
        again = run("hunt", self.disk, "--out", out, "--since-last", expect=OK)
        self.assertIn("were not read again", again.err)
        self.assertNotIn("have changed or are gone", again.err)
        self.assertEqual((out / "findings.jsonl").read_bytes(), first)
        # Without the program its findings are gone, and so is their file.
        (self.disk / "SRV/Users/Public/svchost.exe").unlink()
        run("hunt", self.disk, "--out", out, expect=OK)
        self.assertFalse((out / "scan.jsonl").exists())
        self.assertEqual(self.scan_findings(out), [])

    def test_yara_rules_in_a_hunt(self):
        self.evidence()
        self.put("SRV/lib/a.dll", library() + b"a needle")
        self.put("SRV/lib/note.txt", b"a needle")
        rule = self.folder / "needle.yar"
        rule.write_text('rule needle { meta: level = "high" strings: $a = "needle" condition: $a }')
        out, _ = self.hunt("a", "--yara", rule)
        lines = [json.loads(line) for line in (out / "scan.jsonl").read_text().splitlines()]
        self.assertEqual([f["evidence"]["path"] for f in lines if f["fields"]["ScanRule"] == "yara_match"],
                         ["SRV/lib/a.dll"])
        self.hunt("b", "--yara", self.folder / "none.yar", expect=USAGE)
        rule.write_text("rule bad {")
        _, done = self.hunt("c", "--yara", rule, expect=INCOMPLETE)
        self.assertIn("needle.yar:1", done.err)

    def test_findings_of_files_are_evidence_of_a_hunt(self):
        self.put("Users/Public/svchost.exe", self.program())
        out = self.folder / "scan-out"
        run("scan", self.disk, "--host", "SRV01", "--out", out, expect=OK)
        line = json.loads((out / "findings.jsonl").read_text(encoding="utf-8"))
        self.assertEqual((line["host"], line["channel"], line["rule"]["id"]),
                         ("SRV01", "noroshi:scan", "scan-system_name_out_of_place"))
        hunted = self.folder / "hunted"
        run("hunt", out, "--out", hunted, expect=OK)
        found = [json.loads(text) for text in (hunted / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
        self.assertEqual([(f["rule"]["title"], f["host"]) for f in found], [("Form of an implant in a file", "SRV01")])
        run("scan", self.disk, "--out", self.disk, expect=USAGE)

    def test_hostile_name(self):
        self.put("a\x1b[2J\u202efdp.exe", library())
        done = run("scan", self.disk, expect=OK)
        self.assertNotIn("\x1b[2J", done.out)
        self.assertNotIn("\u202e", done.out)
        self.assertIn("<U+202E>", done.out)

    def test_wrong_use(self):
        run("scan", self.folder / "none", expect=USAGE)
        run("scan", self.disk, "--level", "grave", expect=USAGE)
        run("scan", self.disk, "--trust-root", self.folder / "none.pem", expect=USAGE)
        self.put("text.pem", b"no certificate")
        run("scan", self.disk, "--trust-root", self.disk / "text.pem", expect=USAGE)
