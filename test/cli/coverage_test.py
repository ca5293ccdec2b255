"""noroshi visibility and gaps against counts made from the dump, and against holes made here."""
import collections
import json

from harness import OK, CliTest, Evidence, run

CHUNK = 65_536
HEADER = 4_096


def visibility(*args):
    return json.loads(run("visibility", *args, "--json", expect=OK).out)


def gaps(*args):
    return [json.loads(line) for line in run("gaps", *args, "--json", expect=OK).out.splitlines()]


class Visibility(CliTest):
    def test_counts_are_those_of_the_dump(self):
        wanted = collections.Counter()
        for path in sorted(Evidence.logs.rglob("*.evtx")):
            for line in run("dump", path, expect=OK).out.splitlines():
                system = json.loads(line)["Event"]["System"]
                wanted[system["Computer"].upper(), system["Channel"]] += 1
        found = {(host["host"], log["channel"]): log["records"]
                 for host in visibility(Evidence.logs)["hosts"] for log in host["logs"]}
        self.assertGreater(len(wanted), 5)
        self.assertEqual(found, dict(wanted))

    def test_a_log_that_is_not_there_makes_its_rules_blind(self):
        path = next(Evidence.logs.rglob("System.evtx"))
        result = visibility(path)
        for rule in result["rules"]:
            if rule["log_source"] == "windows/image_load":
                self.assertEqual(rule["sight"], "blind")
        self.assertIn("seen", {rule["sight"] for rule in result["rules"]})
        sysmon = [row for row in result["missing"] if "Sysmon" in row["channel"]]
        self.assertTrue(sysmon)
        self.assertIn("Sysmon", sysmon[0]["advice"]["en"])

    def test_text_names_hosts_in_both_languages(self):
        english = run("visibility", Evidence.logs, expect=OK).out
        japanese = run("visibility", Evidence.logs, "--lang", "ja", expect=OK).out
        host = visibility(Evidence.logs)["hosts"][0]["host"]
        self.assertIn(host, english)
        self.assertIn(host, japanese)
        self.assertIn("確認不可", japanese)

    def test_threads_do_not_change_the_answer(self):
        one = run("visibility", Evidence.logs, "--json", "--threads", "1", expect=OK).out
        self.assertEqual(one, run("visibility", Evidence.logs, "--json", "--threads", "5",
                                  expect=OK).out)


class Gaps(CliTest):
    def test_a_chunk_taken_out_is_a_gap(self):
        path = max(Evidence.logs.rglob("*.evtx"), key=lambda one: (one.stat().st_size, str(one)))
        data = path.read_bytes()
        chunks = [data[at:at + CHUNK] for at in range(HEADER, len(data), CHUNK)]
        chunks = [one for one in chunks if one[:7] == b"ElfChnk"]
        self.assertGreater(len(chunks), 2, "needs a log of three chunks")
        self.assertEqual([one for one in gaps(path) if one["kind"] == "record_id_gap"], [])
        first = int.from_bytes(chunks[1][24:32], "little")
        last = int.from_bytes(chunks[1][32:40], "little")
        holed = self.folder / "holed.evtx"
        holed.write_bytes(data[:HEADER] + chunks[0] + b"".join(chunks[2:]))
        found = [one for one in gaps(holed) if one["kind"] == "record_id_gap"]
        self.assertEqual([(one["first_id"], one["last_id"], one["missing"]) for one in found],
                         [(first, last, last - first + 1)])

    def test_no_evidence_has_no_gaps(self):
        self.assertIn("gap", run("gaps", self.folder, expect=OK).out)
