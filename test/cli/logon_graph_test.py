"""The logon graph, sequences and the integrity of logs in a hunt: logons of an organisation made here."""
import datetime
import json

from harness import OK, CliTest, Evidence, findings, run

START = datetime.datetime(2020, 9, 1, tzinfo=datetime.timezone.utc)
CHAIN, FROM_VPN, UNJUDGED = "remote-desktop-chain", "remote-desktop-from-vpn", "logon-pattern-unjudged"


class Estate:
    """JSON lines of logons: whoever goes through the jump host, day after day."""

    def __init__(self):
        self.lines = []

    def add(self, day, hour, minute, computer, event_id, data,
            provider="Microsoft-Windows-Security-Auditing", channel="Security"):
        time = START + datetime.timedelta(days=day, hours=hour, minutes=minute)
        self.lines.append((time, {
            "@timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "winlog": {"channel": channel, "computer_name": computer, "event_id": event_id,
                       "record_id": len(self.lines) + 1, "provider_name": provider,
                       "event_data": data}}))

    def desktop(self, day, hour, minute, computer, account, address):
        user = {"TargetUserName": account, "TargetDomainName": "CORP", "IpAddress": address}
        self.add(day, hour, minute, computer, 4624, {**user, "LogonType": "3", "WorkstationName": "-"})
        self.add(day, hour, minute, computer, 4624,
                 {**user, "LogonType": "10", "WorkstationName": computer.split(".")[0]})

    def machine(self, day, server, name, address):
        self.add(day, 4, 0, server, 4624, {"TargetUserName": name + "$", "TargetDomainName": "CORP",
                                           "IpAddress": address, "LogonType": "3"})

    def ordinary(self, days):
        for day in range(days):
            for i in range(4):
                self.machine(day, "DC1.corp.example", f"SRV{i}", f"10.1.0.{10 + i}")
                self.machine(day, "DC1.corp.example", "JUMP", "10.1.0.50")
                if i > 0:
                    self.desktop(day, 10, i, f"SRV{i}.corp.example", "adm_sato", "10.1.0.50")
            self.desktop(day, 9, 50, "JUMP.corp.example", "adm_sato", "10.2.0.7")

    def write(self, folder, files=1, backwards=False):
        lines = sorted(self.lines, key=lambda line: line[0], reverse=backwards)
        folder.mkdir()
        for i in range(files):
            (folder / f"{files}-{i}.jsonl").write_text(
                "".join(json.dumps(line) + "\n" for _, line in lines[i::files]))
        return folder


class LogonGraph(CliTest):
    def hunt(self, logs, *options):
        out = self.folder / ("out-" + logs.name + "".join(options))
        run("hunt", logs, "--out", out, *options, expect=OK)
        return [one for one in findings(out) if one.get("analytic")], out

    def test_an_ordinary_estate_is_quiet(self):
        estate = Estate()
        estate.ordinary(30)
        found, _ = self.hunt(estate.write(self.folder / "logs"))
        self.assertEqual(found, [])

    def test_a_chain_with_its_reasons_and_places(self):
        estate = Estate()
        estate.ordinary(30)
        estate.desktop(20, 17, 0, "SRV1.corp.example", "adm_sato", "10.1.0.50")
        estate.desktop(20, 17, 25, "SRV2.corp.example", "adm_sato", "10.1.0.11")
        logs = estate.write(self.folder / "logs")
        found, out = self.hunt(logs, "--threads", "1")
        self.assertEqual([one["analytic"]["name"] for one in found], [CHAIN])
        finding = found[0]
        self.assertEqual(finding["level"], "medium")
        self.assertEqual(finding["host"], "SRV2.corp.example")
        self.assertEqual(finding["fields"]["IpAddress"], "10.1.0.11")
        why = {reason["field"]: reason for reason in finding["why"]}
        self.assertEqual(why["chain"]["value"], "10.1.0.50 > SRV1 > SRV2")
        self.assertIn("25 min after", why["chain"]["pattern"])
        lines = (logs / "1-0.jsonl").read_text().splitlines()
        self.assertEqual([json.loads(lines[one["line"] - 1])["winlog"]["computer_name"]
                          for one in finding["members"]], ["SRV1.corp.example", "SRV2.corp.example"])
        other, with_four = self.hunt(logs, "--threads", "4")
        for name in ("findings.jsonl", "timeline.csv"):
            self.assertEqual((out / name).read_bytes(), (with_four / name).read_bytes())

    def test_files_and_their_order_do_not_matter(self):
        estate = Estate()
        estate.ordinary(30)
        estate.desktop(20, 17, 0, "SRV1.corp.example", "adm_sato", "10.1.0.50")
        estate.desktop(20, 17, 25, "SRV2.corp.example", "adm_sato", "10.1.0.11")
        whys = set()
        for files, backwards in ((1, False), (3, True), (7, False)):
            logs = estate.write(self.folder / f"logs-{files}", files, backwards)
            found, _ = self.hunt(logs)
            whys.add(json.dumps([[one["host"], one["time"], one["why"]] for one in found]))
        self.assertEqual(len(whys), 1)

    def test_an_hour_of_evidence_is_not_judged(self):
        estate = Estate()
        estate.machine(0, "DC1.corp.example", "SRV1", "10.1.0.11")
        estate.desktop(0, 5, 0, "SRV1.corp.example", "tanaka", "10.9.0.9")
        estate.desktop(0, 5, 9, "SRV2.corp.example", "tanaka", "10.1.0.11")
        found, _ = self.hunt(estate.write(self.folder / "logs"))
        self.assertEqual([(one["analytic"]["name"], one["level"]) for one in found],
                         [(UNJUDGED, "low")])

    def test_from_a_vpn_session(self):
        estate = Estate()
        estate.ordinary(30)
        begin = START + datetime.timedelta(days=22, hours=1)
        logs = estate.write(self.folder / "logs")
        (logs / "gateway.log").write_text("".join(
            f"date={at:%Y-%m-%d} time={at:%H:%M:%S} tz=\"+0000\" devname=\"FG1\" logid=\"0101039424\" "
            f"type=\"event\" subtype=\"vpn\" level=\"information\" action=\"{action}\" "
            f"tunneltype=\"ssl-tunnel\" tunnelid=77 remip=203.0.113.9 tunnelip=10.8.0.21 "
            f"user=\"adm_sato\" msg=\"SSL tunnel\"\n"
            for at, action in ((begin, "tunnel-up"),
                               (begin + datetime.timedelta(hours=3), "tunnel-down"))))
        estate = Estate()
        estate.desktop(22, 1, 12, "SRV0.corp.example", "adm_sato", "10.8.0.21")
        estate.desktop(29, 1, 12, "DC1.corp.example", "adm_sato", "10.1.0.50")
        for day in range(30):  # a server whose own log goes back as far
            estate.desktop(day, 11, 0, "SRV0.corp.example", "svc_app", "10.1.0.50")
        estate.write(self.folder / "more")
        found = [one for one in self.both(logs, self.folder / "more")
                 if one["analytic"]["name"] == FROM_VPN]
        self.assertEqual([one["host"] for one in found], ["SRV0.corp.example"])
        self.assertIn("12 min before, from 203.0.113.9",
                      " ".join(reason["pattern"] for reason in found[0]["why"]))

    def both(self, *folders):
        out = self.folder / "out-both"
        run("hunt", *folders, "--out", out, expect=OK)
        return [one for one in findings(out) if one.get("analytic")]


class Patterns(CliTest):
    """noroshi logons --patterns: the same without rules."""

    def setUp(self):
        super().setUp()
        estate = Estate()
        estate.ordinary(30)
        estate.desktop(20, 17, 0, "SRV1.corp.example", "adm_sato", "10.1.0.50")
        estate.desktop(20, 17, 25, "SRV2.corp.example", "adm_sato", "10.1.0.11")
        self.logs = estate.write(self.folder / "logs")

    def patterns(self, *options):
        text = run("logons", self.logs, "--patterns", "--json", *options, expect=OK).out
        return [json.loads(line) for line in text.splitlines()]

    def test_json_has_reasons_and_members(self):
        found = self.patterns()
        self.assertEqual([one["pattern"] for one in found], [CHAIN])
        self.assertEqual(found[0]["host"], "SRV2.corp.example")
        self.assertEqual(found[0]["fields"]["SourceHostname"], "SRV1.corp.example")
        self.assertEqual(found[0]["why"][0]["value"], "10.1.0.50 > SRV1 > SRV2")
        self.assertEqual([one["host"] for one in found[0]["members"]],
                         ["SRV1.corp.example", "SRV2.corp.example"])
        self.assertEqual(found, self.patterns("--threads", "4"))

    def test_table_in_both_languages(self):
        self.assertIn("remote desktop chain",
                      run("logons", self.logs, "--patterns", expect=OK).out)
        self.assertIn("リモートデスクトップの連鎖",
                      run("logons", self.logs, "--patterns", "--lang", "ja", expect=OK).out)

    def test_a_time_range_without_it(self):
        self.assertEqual(self.patterns("--to", "2020-09-15"), [])
        self.assertIn("No patterns", run("logons", self.logs, "--patterns", "--to", "2020-09-15",
                                         expect=OK).out)


class Integrity(CliTest):
    def test_whole_logs_raise_nothing(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, expect=OK)
        names = {one["analytic"]["name"] for one in findings(out) if one.get("analytic")}
        self.assertFalse(names & {"records-missing", "log-fell-silent", "host-fell-silent",
                                  "clock-went-back", "auditing-missing", "machine-put-back"},
                         names)
