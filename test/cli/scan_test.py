"""`noroshi scan`: findings as text and JSON, structure as JSON, bad input, hostile names."""
import json
import struct

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
