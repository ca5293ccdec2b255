"""noroshi beacons, and the beacon analytic in a hunt: a month of Zeek logs made here."""
import json
import random

import harness
from harness import OK, USAGE, CliTest, findings, run

DAY = 86_400
START = 1_600_000_000
RULE = "6f1d0c52-7f6e-4b0c-9a53-3c4b5f0a9d71"
C2 = "203.0.113.77"


def conn_log(path, rows):
    rows.sort()
    with open(path, "w") as out:
        out.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n"
                  "#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\t"
                  "service\torig_bytes\tresp_bytes\tconn_state\n"
                  "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tcount\tcount\tstring\n")
        for number, (time, source, destination, size) in enumerate(rows):
            out.write(f"{time:.6f}\tC{number}\t{source}\t50000\t{destination}\t443\ttcp\tssl\t{size}"
                      f"\t900\tSF\n")


def month(folder):
    """One host calls home every six hours or so; 40 hosts browse and share an updater."""
    chance = random.Random(5)
    rows, at = [], START
    while at < START + 30 * DAY:
        at += 6 * 3_600 * chance.uniform(0.6, 1.4)
        rows.append((at, "10.0.0.99", C2, 350))
    for host in range(40):
        source = f"10.0.1.{host}"
        at = START + chance.uniform(0, 3_600)
        while at < START + 30 * DAY:
            rows.append((at, source, "198.51.100.10", 420))
            at += 6 * 3_600 * chance.uniform(0.8, 1.2)
        for _ in range(60):
            visit = START + chance.randrange(30) * DAY + chance.uniform(9, 18) * 3_600
            for page in range(chance.randrange(1, 6)):
                rows.append((visit + 7 * page, source, f"192.0.2.{host}", chance.randrange(9_000)))
    conn_log(folder / "conn.log", rows)


def beacons(*args):
    return [json.loads(line) for line in run("beacons", *args, "--json", expect=OK).out.splitlines()]


class Beacons(CliTest):
    def setUp(self):
        super().setUp()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        month(self.logs)

    def test_the_beacon_ranks_first_and_the_updater_does_not(self):
        ranked = beacons(self.logs)
        first = ranked[0]
        self.assertEqual((first["source"], first["destination"]), ("10.0.0.99", C2))
        self.assertEqual(first["sources"], 1)
        self.assertAlmostEqual(first["interval_seconds"], 6 * 3_600, delta=3_000)
        self.assertGreater(first["score"], 65)
        for one in ranked[1:]:
            self.assertLess(one["score"], 65)

    def test_table_in_both_languages_and_cut(self):
        english = run("beacons", self.logs, "--top", "1", expect=OK).out
        self.assertIn(C2, english)
        self.assertEqual(len(english.splitlines()), 2)
        self.assertIn("通信先", run("beacons", self.logs, "--lang", "ja", expect=OK).out)

    def test_nothing_to_rank_is_an_answer(self):
        self.assertIn("No regular series", run("beacons", harness.Evidence.logs / "HQ-FS01" / "System.evtx",
                                                expect=OK).out)
        run("beacons", self.folder / "not-there", expect=USAGE)

    def test_a_hunt_makes_a_finding_with_its_reasons(self):
        texts = set()
        for threads in ("1", "4"):
            out = self.folder / f"out-{threads}"
            run("hunt", self.logs, "--out", out, "--threads", threads, expect=OK)
            texts.add((out / "findings.jsonl").read_bytes())
            texts.add((out / "timeline.csv").read_bytes())
        self.assertEqual(len(texts), 2, "one text of each, whatever the threads")
        found = [one for one in findings(out) if one["rule"]["id"] == RULE]
        self.assertEqual(len(found), 1)
        finding = found[0]
        self.assertEqual(finding["host"], "10.0.0.99")
        self.assertEqual(finding["fields"]["Destination"], C2)
        self.assertEqual(finding["analytic"]["name"], "beacon")
        why = {reason["field"]: reason["value"] for reason in finding["why"]}
        self.assertRegex(why["interval"], r"^[56]\.\d h$")
        self.assertEqual(why["sources"], "1")
        lines = (self.logs / "conn.log").read_text().splitlines()
        for member in finding["members"]:
            self.assertIn(C2, lines[member["line"] - 1])
        self.assertIn(C2, lines[finding["evidence"]["line"] - 1])
        self.assertGreater(finding["member_count"], 100)

    def test_without_shipped_rules_there_is_no_finding(self):
        rule = self.folder / "rule.yml"
        rule.write_text("title: x\nid: 11111111-2222-3333-4444-555555555555\nlogsource: {category: firewall}"
                        "\ndetection: {s: {dst_port: 1}, condition: s}\nlevel: low\n")
        out = self.folder / "out"
        run("hunt", self.logs, "--no-shipped-rules", "--rules", rule, "--out", out, expect=OK)
        self.assertEqual(findings(out), [])
