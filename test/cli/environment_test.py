"""--environment and noroshi environment: what is known of an organisation made here, and what is learnt of it."""
import json

from harness import OK, USAGE, CliTest, findings, manifest, outputs, run

FOREIGN = "b52e7c3a-4f0d-4c65-8d39-6b1c0e9a2f47"
SECURITY = "Microsoft-Windows-Security-Auditing"
DAYS = 14

KNOWN = """\
naming: ['HQ-PC###', 'HQ-SV##', 'HQ-DC##']
domain_controllers: [HQ-DC01]
servers: ['HQ-SV##']
sites:
  - {name: Tokyo, kind: head-office, hosts: ['HQ-*']}
"""

PLACEHOLDER_RULE = """\
title: Logon at a server
id: 7c0f6a10-5c1e-4b6e-9d5e-0a3d3f1f7c11
status: test
logsource: {product: windows, service: security}
detection:
  sel:
    EventID: 4624
    Computer|expand: '%Servers%'
  condition: sel
level: low
"""


class Log:
    """Windows events as Winlogbeat writes them."""

    def __init__(self):
        self.lines = []

    def add(self, day, hour, computer, event_id, data, channel="Security", provider=SECURITY):
        self.lines.append(json.dumps({
            "@timestamp": f"2020-10-{day + 1:02}T{hour:02}:11:{len(self.lines) % 60:02}.000Z",
            "winlog": {"channel": channel, "computer_name": f"{computer}.corp.example",
                       "event_id": event_id, "record_id": len(self.lines) + 1,
                       "provider_name": provider, "event_data": data}}) + "\n")

    def logon(self, day, hour, computer, user, workstation, address, kind="3"):
        self.add(day, hour, computer, 4624, {
            "TargetUserName": user, "TargetDomainName": "CORP", "LogonType": kind,
            "WorkstationName": workstation, "IpAddress": address})


def organisation(folder):
    log = Log()
    for day in range(DAYS):
        for client in range(8):
            name, address = f"HQ-PC{client:03}", f"10.1.8.{client + 1}"
            log.add(day, 0, "HQ-DC01", 4768, {"TargetUserName": f"{name}$", "TargetDomainName": "CORP",
                                              "IpAddress": f"::ffff:{address}", "Status": "0x0"})
            log.logon(day, 1, "HQ-SV01", f"user{client}", name, address)
        for server in ("HQ-SV01", "HQ-SV02", "HQ-SV03"):
            log.logon(day, 2, server, "adm-mori", "HQ-PC007", "10.1.8.8", "10")
            log.add(day, 2, server, 4672, {"SubjectUserName": "adm-mori", "SubjectDomainName": "CORP"})
        log.add(day, 3, "HQ-SV02", 4624, {"TargetUserName": "svc-backup", "TargetDomainName": "CORP",
                                          "LogonType": "5", "WorkstationName": "-", "IpAddress": "-"})
    for night in range(3, 7):  # somebody else, four nights
        for server in ("HQ-SV02", "HQ-SV03", "HQ-DC01"):
            log.logon(night, 17, server, "adm-mori", "KALI", "10.8.0.5", "10")
            log.logon(night, 18, server, "tanaka", "HQ-SV01", "10.1.1.1", "10")
            log.add(night, 18, server, 4672, {"SubjectUserName": "tanaka", "SubjectDomainName": "CORP"})
    (folder / "events.jsonl").write_text("".join(log.lines))


class Environment(CliTest):
    def setUp(self):
        super().setUp()
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        organisation(self.logs)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def hunt(self, *args, out="out", expect=OK):
        folder = self.folder / out
        done = run("hunt", self.logs, "--out", folder, *args, expect=expect)
        return folder, done

    def test_learns_the_organisation_and_not_the_intruder(self):
        texts = {run("environment", self.logs, "--threads", threads, expect=OK).out
                 for threads in ("1", "4")}
        self.assertEqual(len(texts), 1)
        self.assert_golden("environment.yaml", texts.pop())

    def test_a_proposal_can_be_used_as_it_is(self):
        path = self.folder / "environment.yaml"
        done = run("environment", self.logs, "--out", path, "--organisation", "it's: ours", expect=OK)
        self.assertIn("to confirm", done.err)
        folder, done = self.hunt("--environment", path)
        self.assertNotIn("error", done.err)
        self.assertNotIn("warning[E", done.err)
        found = {one["fields"].get("WorkstationName") for one in findings(folder)
                 if one["rule"]["id"] == FOREIGN}
        self.assertEqual(found, {"kali"})
        before = path.read_text()
        run("environment", self.logs, "--out", path, expect=USAGE)  # a person may have mended it
        self.assertEqual(path.read_text(), before)

    def test_stated_names_decide_which_workstation_is_foreign(self):
        known = self.write("e.yaml", KNOWN.replace("'HQ-PC###', ", "'HQ-PC00#', "))
        folder, _ = self.hunt("--environment", known)
        reasons = [one["why"][0]["pattern"] for one in findings(folder) if one["rule"]["id"] == FOREIGN]
        self.assertEqual(len(reasons), 1)
        self.assertIn("fits none of the organisation's naming schemes", reasons[0])

    def test_allowed_findings_are_hidden_and_counted(self):
        known = self.write("e.yaml", KNOWN + """\
allow:
  - rule: foreign-workstation
    value: kali
    reason: test of the red team
    expires: 2021-03-31
  - host: HQ-SV99
    reason: gone
    expires: 2020-01-31
""")
        texts = set()
        for threads in ("1", "4"):
            folder, done = self.hunt("--environment", known, "--threads", threads, out=f"out{threads}")
            texts.add((folder / "findings.jsonl").read_bytes() +
                      (folder / "suppressed.jsonl").read_bytes())
        self.assertEqual(len(texts), 1)
        self.assertNotIn(FOREIGN, {one["rule"]["id"] for one in findings(folder)})
        hidden = [json.loads(line) for line in (folder / "suppressed.jsonl").read_text().splitlines()]
        self.assertEqual([one["rule"]["id"] for one in hidden], [FOREIGN])
        self.assertEqual(hidden[0]["suppressed"],
                         {"row": 0, "list": "allow", "reason": "test of the red team",
                          "expires": "2021-03-31"})
        suppressed = manifest(folder)["suppressed"]
        self.assertEqual(suppressed["count"], 1)
        self.assertEqual([(row["count"], row["expired"]) for row in suppressed["rows"]],
                         [(1, False), (0, True)])
        self.assertIn("allowed until 2020-01-31", done.err)  # said, and told in the report
        page = (folder / "report.html").read_text(encoding="utf-8")
        self.assertIn('"kind":"suppressed"', page)
        self.assertIn('"kind":"allow_expired"', page)
        without, _ = self.hunt(out="without")
        self.assertIn(FOREIGN, {one["rule"]["id"] for one in findings(without)})
        self.assertNotIn("suppressed", manifest(without))
        self.assertNotIn("suppressed.jsonl", outputs(without))

    def test_an_older_suppressed_file_does_not_stay(self):
        known = self.write("e.yaml", KNOWN + "scanners: [HQ-SV09]\n")
        folder, _ = self.hunt("--environment", known)
        self.assertIn("suppressed.jsonl", outputs(folder))
        self.hunt()
        self.assertNotIn("suppressed.jsonl", outputs(folder))

    def test_placeholders_of_rules(self):
        rule = self.write("rule.yml", PLACEHOLDER_RULE)
        options = ["--rules", rule, "--no-shipped-rules", "--write", "findings"]
        run("hunt", self.logs, "--out", self.folder / "none", *options, expect=USAGE)  # no rule left
        known = self.write("e.yaml", KNOWN)
        folder, _ = self.hunt(*options, "--environment", known)
        hosts = {one["host"] for one in findings(folder)}
        self.assertEqual(hosts, {f"HQ-{name}.corp.example" for name in ("SV01", "SV02", "SV03", "DC01")})
        other = self.write("e.yaml", "servers: [HQ-SV01]\n")  # and the rule cache sees the change
        folder, _ = self.hunt(*options, "--environment", other)
        self.assertEqual({one["host"] for one in findings(folder)}, {"HQ-SV01.corp.example"})

    def test_lists_with_columns_of_their_own(self):
        assets = self.folder / "assets.csv"
        assets.write_bytes("機器,拠点\nHQ-SV02,本社\n".encode("cp932"))
        accounts = self.write("accounts.csv", "sAMAccountName;Type\nadm-mori;admin\n")
        done = run("logons", self.logs, "--json", "--environment", assets, "--environment-columns",
                   "host=機器", "--environment", accounts, expect=OK)
        rows = [json.loads(line) for line in done.out.splitlines()]
        sites = {row["host"]: row["site"] for row in rows}
        self.assertEqual(sites["HQ-SV02.CORP.EXAMPLE"], "本社")
        self.assertEqual(sites["HQ-SV01.CORP.EXAMPLE"], "")
        roles = {row["account"]: row["account_role"] for row in rows}
        self.assertEqual(roles["CORP\\adm-mori"], "administrator")
        self.assertEqual(roles["CORP\\user1"], "")

    def test_incidents_know_places(self):
        known = self.write("e.yaml", KNOWN)
        folder, _ = self.hunt("--environment", known)
        incidents = json.loads((folder / "incidents.json").read_text(encoding="utf-8"))
        for incident in incidents:
            for place in incident["places"]:
                self.assertEqual(place["site"], "Tokyo")
                self.assertEqual(place["roles"],
                                 ["domain controller" if "DC" in place["host"] else "server"])

    def test_rare_and_visibility(self):
        known = self.write("e.yaml", KNOWN + "hosts: [{name: HQ-SV77, roles: [server]}]\n")
        done = run("rare", self.logs, "--kind", "workstation", "--max-hosts", "9", "--json",
                   "--environment", known, expect=OK)
        self.assertEqual([json.loads(line)["value"] for line in done.out.splitlines()], ["kali"])
        self.assertIn("left out", done.err)
        seen = json.loads(run("visibility", self.logs, "--json", "--environment", known, expect=OK).out)
        self.assertEqual(seen["silent_hosts"], [{"host": "HQ-SV77", "role": "server"}])
        self.assertIn("HQ-SV77", run("visibility", self.logs, "--environment", known, expect=OK).out)

    def test_faults_stop_the_run_and_say_where(self):
        known = self.write("e.yaml", "severs: [A]\nvpn_pools: [VPN]\n")
        for command in ("hunt", "beacons", "rare", "logons", "visibility"):
            extra = ["--out", self.folder / "out"] if command == "hunt" else []
            done = run(command, self.logs, "--environment", known, *extra, expect=USAGE)
            self.assertIn("error[E004]: unknown key 'severs'", done.err)
            self.assertIn("e.yaml:2:13 | vpn_pools: [VPN]", done.err)
            self.assertIn("fix: write a range", done.err)
        hostile = self.write("e.yaml", "servers: [{\"\\e[2J\": x}]\n\"\\e[31mred\": 1\n")
        done = run("rare", self.logs, "--environment", hostile, expect=USAGE)
        self.assertNotIn("\x1b[31mred", done.err)
        run("rare", self.logs, "--environment", self.folder / "none.yaml", expect=USAGE)
        run("rare", self.logs, "--environment-columns", "nothing", expect=USAGE)
