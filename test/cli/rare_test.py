"""noroshi rare, and the foreign-workstation analytic in a hunt: logons of an organisation made here."""
import json

from harness import OK, USAGE, CliTest, findings, run

RULE = "b52e7c3a-4f0d-4c65-8d39-6b1c0e9a2f47"


def event(number, computer, event_id, data, channel="Security"):
    return {"@timestamp": f"2020-10-{1 + number % 28:02}T02:11:{number % 60:02}.000Z",
            "winlog": {"channel": channel, "computer_name": computer, "event_id": event_id,
                       "record_id": number + 1, "provider_name": "Microsoft-Windows-Security-Auditing",
                       "event_data": data}}


def organisation(folder):
    lines, number = [], 0
    for host in range(12):
        computer = f"HQ-SV{host:02}.corp.example"
        for client in range(6):
            lines.append(event(number, computer, 4624, {
                "TargetUserName": f"user{client}", "TargetDomainName": "CORP", "LogonType": "3",
                "WorkstationName": f"HQ-PC{client:03}", "IpAddress": f"10.0.0.{client}"}))
            number += 1
        lines.append(event(number, computer, 7045, {"ServiceName": "Updater", "ImagePath": "c:\\u.exe"},
                           "System"))
        number += 1
    for host in (3, 7):
        lines.append(event(number, f"HQ-SV{host:02}.corp.example", 4624, {
            "TargetUserName": "backup", "TargetDomainName": "CORP", "LogonType": "10",
            "WorkstationName": "DESKTOP-7Q2R1XK", "IpAddress": "10.9.9.9"}))
        number += 1
    lines.append(event(number, "HQ-SV03.corp.example", 7045,
                       {"ServiceName": "WinHelpSvc", "ImagePath": "c:\\programdata\\x.exe"}, "System"))
    (folder / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def rare(*args):
    return [json.loads(line) for line in run("rare", *args, "--json", expect=OK).out.splitlines()]


class Rare(CliTest):
    def setUp(self):
        super().setUp()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        organisation(self.logs)

    def test_counts_hosts_users_and_the_first_time(self):
        items = rare(self.logs, "--kind", "service", "--kind", "workstation")
        self.assertEqual([(one["kind"], one["value"], one["hosts"]) for one in items],
                         [("service", "winhelpsvc", 1), ("workstation", "desktop-7q2r1xk", 2)])
        foreign = items[1]
        self.assertEqual(foreign["of_hosts"], 12)
        self.assertEqual(foreign["users"], ["backup"])
        self.assertEqual(foreign["count"], 2)
        self.assertEqual(len(foreign["host_names"]), 2)
        every = rare(self.logs, "--kind", "service", "--max-hosts", "100")
        self.assertIn(("updater", 12), [(one["value"], one["hosts"]) for one in every])

    def test_threads_do_not_change_the_answer(self):
        one = run("rare", self.logs, "--json", "--threads", "1", expect=OK).out
        self.assertEqual(one, run("rare", self.logs, "--json", "--threads", "4", expect=OK).out)

    def test_table_and_wrong_kind(self):
        self.assertIn("2/12", run("rare", self.logs, "--kind", "workstation", expect=OK).out)
        self.assertIn("ホスト数", run("rare", self.logs, "--lang", "ja", expect=OK).out)
        run("rare", self.logs, "--kind", "nothing", expect=USAGE)

    def test_a_hunt_names_the_foreign_workstation(self):
        texts = set()
        for threads in ("1", "4"):
            out = self.folder / f"out-{threads}"
            run("hunt", self.logs, "--out", out, "--threads", threads, expect=OK)
            texts.add((out / "findings.jsonl").read_bytes())
        self.assertEqual(len(texts), 1)
        found = [one for one in findings(out) if one["rule"]["id"] == RULE]
        self.assertEqual([one["fields"]["WorkstationName"] for one in found], ["desktop-7q2r1xk"])
        self.assertEqual(found[0]["analytic"]["name"], "foreign-workstation")
        self.assertEqual({member["host"] for member in found[0]["members"]},
                         {"HQ-SV03.corp.example", "HQ-SV07.corp.example"})
        text = json.dumps(found[0]["why"])
        self.assertIn("follow a scheme", text)

    def test_names_made_up_by_the_dozen_are_one_finding(self):
        lines = []
        for number in range(40):
            made_up = f"{chr(97 + number % 26)}{number * 7919 % 10000}Q"
            line = event(number, "HQ-SV05.corp.example", 4625, {
                "TargetUserName": f"guess{number}", "TargetDomainName": "CORP", "LogonType": "3",
                "WorkstationName": made_up, "IpAddress": "203.0.113.9"})
            line["@timestamp"] = f"2020-10-20T03:10:{number:02}.000Z"
            lines.append(json.dumps(line) + "\n")
        (self.logs / "guessing.jsonl").write_text("".join(lines))
        out = self.folder / "out"
        run("hunt", self.logs, "--out", out, expect=OK)
        found = [one for one in findings(out) if one["rule"]["id"] == RULE]
        self.assertEqual([one["host"] for one in found if one["member_count"] == 40],
                         ["HQ-SV05.corp.example"])
        self.assertEqual(len(found), 2, "and the one that has nothing to do with them")
        many = next(one for one in found if one["member_count"] == 40)
        self.assertEqual(len(many["members"]), 40)
        self.assertIn({"40"}, [{why["value"]} for why in many["why"] if why["field"] == "names"])
