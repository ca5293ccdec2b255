"""Evidence that is broken, huge or in another encoding: nothing else is lost, and the ledger says
what happened."""
import json

from harness import INCOMPLETE, OK, CliTest, findings, manifest, run

RULE = """title: Tool
id: 00000000-0000-4000-8000-00000000000c
logsource: {product: windows, service: security}
detection: {sel: {Tool: psexec}, condition: sel}
level: high
"""
MIB = 1 << 20


def record(**more):
    return json.dumps({"Channel": "Security", "EventID": 1, "Hostname": "H", "Tool": "psexec",
                       "@timestamp": "2020-10-05T02:11:09Z", **more}, ensure_ascii=False)


class Odd(CliTest):
    def setUp(self):
        super().setUp()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        (self.logs / "good.jsonl").write_text(record() + "\n", encoding="utf-8")
        (self.folder / "rule.yml").write_text(RULE, encoding="utf-8")

    def hunt(self, expect):
        out = self.folder / "out"
        run("hunt", self.logs, "--rules", self.folder / "rule.yml", "--no-shipped-rules", "--out",
            out, "--quiet", expect=expect)
        paths = [one["evidence"]["path"] for one in findings(out)]
        self.assertIn("good.jsonl", paths)
        losses = {loss["path"]: loss for loss in manifest(out)["losses"]}
        return paths, losses, manifest(out)

    def test_a_corrupt_line_costs_itself(self):
        (self.logs / "bad.jsonl").write_bytes(
            (record() + '\n{"Channel": "Secu\x00\n' + record() + "\n").encode())
        paths, losses, _ = self.hunt(INCOMPLETE)
        self.assertEqual(paths.count("bad.jsonl"), 2)
        self.assertEqual((losses["bad.jsonl"]["kind"], losses["bad.jsonl"]["lost_records"]),
                         ("record_syntax", 1))

    def test_a_line_of_64_mb_costs_itself(self):
        with (self.logs / "long.jsonl").open("wb") as file:
            file.write(record().encode() + b'\n{"a":"')
            for _ in range(64):
                file.write(b"x" * MIB)
            file.write(b'"}\n' + record().encode() + b"\n")
        paths, losses, run_json = self.hunt(INCOMPLETE)
        self.assertEqual(paths.count("long.jsonl"), 2)
        loss = losses["long.jsonl"]
        self.assertEqual((loss["kind"], loss["lost_records"]), ("record_size", 1))
        self.assertGreater(loss["lost_bytes"], 64 * MIB)
        self.assertLess(run_json["measured"]["peak_memory_bytes"], 100 * MIB)

    def test_a_large_array_is_read_as_a_stream(self):
        line = record(Pad="y" * 2000).encode() + b",\n"
        count = 128 * MIB // len(line)
        with (self.logs / "array.json").open("wb") as file:
            file.write(b"[\n")
            for _ in range(count - 1):
                file.write(line.replace(b"psexec", b"calc"))
            file.write(line.rstrip(b",\n") + b"\n]\n")
        paths, losses, run_json = self.hunt(OK)
        self.assertEqual(paths.count("array.json"), 1)
        self.assertEqual(losses, {})
        self.assertEqual(run_json["evidence"]["records"], count + 1)
        self.assertLess(run_json["measured"]["peak_memory_bytes"], 100 * MIB)

    def test_shift_jis_is_read(self):
        (self.logs / "ja.jsonl").write_bytes((record(User="管理者") + "\n").encode("cp932"))
        _, losses, run_json = self.hunt(OK)
        self.assertEqual(losses, {})
        states = {item["path"]: item for item in run_json["inputs"]}
        self.assertIn("encoding", states["ja.jsonl"])
        users = [one["fields"].get("User") for one in findings(self.folder / "out")]
        self.assertIn("管理者", users)
