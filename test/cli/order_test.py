"""noroshi timeline and logons against what the dump says."""
import collections
import csv
import io
import json

from harness import OK, USAGE, CliTest, Evidence, run


def events(*args):
    return [json.loads(line) for line in run("timeline", *args, "--json", expect=OK).out.splitlines()]


def logons(*args, expect=OK):
    return [json.loads(line) for line in run("logons", *args, "--json", expect=expect).out.splitlines()]


def system_field(record, name):
    value = record["Event"]["System"].get(name)
    return value.get("#text") if isinstance(value, dict) else value


class Timeline(CliTest):
    def test_every_record_in_the_order_of_time(self):
        found = events(Evidence.logs)
        times = [one["time"] for one in found]
        self.assertEqual(times, sorted(times))
        count = len(run("dump", Evidence.logs, expect=OK).out.splitlines())
        self.assertEqual(len(found), count)
        self.assertGreater(len({one["path"] for one in found}), 5)

    def test_from_and_to_are_a_half_open_range(self):
        found = events(Evidence.logs)
        middle, later = found[len(found) // 3]["time"], found[2 * len(found) // 3]["time"]
        cut = events(Evidence.logs, "--from", middle, "--to", later)
        self.assertEqual(cut, [one for one in found if middle <= one["time"] < later])
        self.assertTrue(cut)

    def test_threads_do_not_change_the_bytes(self):
        one = run("timeline", Evidence.logs, "--threads", "1", expect=OK).out
        self.assertEqual(one, run("timeline", Evidence.logs, "--threads", "5", expect=OK).out)

    def test_evidence_of_other_kinds_takes_its_place(self):
        (self.folder / "a.log").write_text(
            "2020-10-05T02:11:09Z srv sshd[7]: Accepted password for root from 192.0.2.1 port 1 ssh2\n"
            "2020-10-05T02:11:07Z srv sshd[7]: Server listening\n", encoding="utf-8")
        (self.folder / "b.jsonl").write_text(
            '{"Channel":"Security","EventID":4624,"Hostname":"H","@timestamp":'
            '"2020-10-05T02:11:08Z","TargetUserName":"=cmd"}\n', encoding="utf-8")
        self.assertEqual([one["path"] for one in events(self.folder)],
                         ["a.log", "b.jsonl", "a.log"])
        rows = list(csv.DictReader(io.StringIO(
            run("timeline", self.folder, "--csv", expect=OK).out)))
        self.assertEqual([row["message"] for row in rows],
                         ["linux:sshd", "Security/4624", "linux:sshd"])
        self.assertNotIn("\n=", "\n" + rows[1]["details"])

    def test_a_line_a_record_for_people(self):
        lines = run("timeline", Evidence.logs, expect=OK).out.splitlines()
        self.assertTrue(lines[0].startswith("TIME (UTC)"))
        self.assertEqual(len(lines) - 1, len(events(Evidence.logs)))

    def test_a_range_that_cannot_be_is_refused(self):
        self.assertIn("--to", run("timeline", Evidence.logs, "--from", "2021-01-01", "--to",
                                  "2020-01-01", expect=USAGE).err)
        run("timeline", Evidence.logs, "--json", "--csv", expect=USAGE)


class Logons(CliTest):
    def test_counts_are_those_of_the_dump(self):
        wanted = collections.Counter()
        for line in run("dump", Evidence.logs, expect=OK).out.splitlines():
            record = json.loads(line)
            event_id = system_field(record, "EventID")
            if event_id in (4624, 4625) and record["Event"]["System"]["Channel"] == "Security":
                data = record["Event"]["EventData"]
                wanted[record["Event"]["System"]["Computer"].upper(), data["TargetUserName"].lower(),
                       event_id] += 1
        found = collections.Counter()
        for row in logons(Evidence.logs):
            if row["kind"] == "windows":
                name = row["account"].rpartition("\\")[2]
                found[row["host"], name, 4624] += row["success"]
                found[row["host"], name, 4625] += row["failure"]
        self.assertGreater(len(wanted), 3)
        self.assertEqual(+found, wanted)

    def test_a_session_is_joined_with_its_end(self):
        (self.folder / "a.log").write_text(
            "2020-10-05T02:11:09Z srv sshd[7]: Accepted password for bob from 192.0.2.1 port 1 ssh2\n"
            "2020-10-05T02:12:00Z srv sshd[9]: Failed password for bob from 192.0.2.1 port 2 ssh2\n"
            "2020-10-05T02:21:09Z srv sshd[7]: pam_unix(sshd:session): session closed for user bob\n",
            encoding="utf-8")
        row, = logons(self.folder)
        self.assertEqual((row["host"], row["account"], row["address"], row["how"]),
                         ("SRV", "bob", "192.0.2.1", "password"))
        self.assertEqual((row["success"], row["failure"], row["ended"], row["longest_seconds"]),
                         (1, 1, 1, 600))
        self.assertEqual(row["first"][:19], "2020-10-05T02:11:09")
        self.assertEqual(row["last"][:19], "2020-10-05T02:21:09")

    def test_threads_do_not_change_the_bytes(self):
        one = run("logons", Evidence.logs, "--json", "--threads", "1", expect=OK).out
        self.assertEqual(one, run("logons", Evidence.logs, "--json", "--threads", "5", expect=OK).out)

    def test_the_table_speaks_both_languages(self):
        self.assertIn("remote desktop (10)", run("logons", Evidence.logs, expect=OK).out)
        self.assertIn("リモートデスクトップ", run("logons", Evidence.logs, "--lang", "ja", expect=OK).out)
        empty = self.folder / "empty"
        empty.mkdir()
        self.assertIn("No logons", run("logons", empty, expect=OK).out)
