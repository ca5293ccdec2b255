"""The same events as EVTX and as XML give the same findings; other exports are hunted as well."""
import json
import pathlib

from harness import OK, CliTest, Evidence, findings, run

SYSMON = """title: Shell on Linux
id: 00000000-0000-4000-8000-00000000000a
logsource: {product: linux, category: process_creation}
detection: {sel: {CommandLine|contains: 'curl http'}, condition: sel}
level: high
"""


class Twins(CliTest):
    def hunt(self, path, *args):
        out = self.folder / f"out-{path.name}"
        run("hunt", path, "--out", out, "--write", "findings", "--quiet", *args, expect=OK)
        return findings(out)

    def test_xml_gives_the_findings_of_its_evtx(self):
        count = 0
        for log in sorted(Evidence.logs.rglob("*.evtx")):
            twin = self.folder / (log.parent.name + log.stem + ".xml")
            twin.write_text("<Events>" + run("dump", log, "--format", "xml", expect=OK).out +
                            "</Events>", encoding="utf-16")
            wanted = self.hunt(log)
            found = self.hunt(twin)
            key = lambda one: (one["rule"]["id"], one["record_id"], one["time"], one["host"],
                               sorted(one["fields"].items()) if "fields" in one else [])
            self.assertEqual(sorted(map(key, found), key=repr), sorted(map(key, wanted), key=repr),
                             log)
            count += len(wanted)
        self.assertGreater(count, 0)

    def test_one_rule_finds_a_command_in_auditd_sysmon_and_journal(self):
        rule = self.folder / "rule.yml"
        rule.write_text(SYSMON, encoding="utf-8")
        folder = self.folder / "logs"
        folder.mkdir()
        (folder / "audit.log").write_text(
            'type=SYSCALL msg=audit(1604994496.155:7): pid=9 exe="/usr/bin/curl"\n'
            'type=EXECVE msg=audit(1604994496.155:7): argc=2 a0="curl" a1="http://x"\n',
            encoding="utf-8")
        event = ('<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID>'
                 '<TimeCreated SystemTime="2020-11-10T07:48:17Z"/><Computer>srv</Computer></System>'
                 '<EventData><Data Name="CommandLine">curl http://x</Data></EventData></Event>')
        (folder / "sysmon.log").write_text(f"2020-11-10T07:48:17Z srv sysmon: {event}\n",
                                           encoding="utf-8")
        (folder / "journal.json").write_text(json.dumps(
            {"__REALTIME_TIMESTAMP": "1604994498000000", "SYSLOG_IDENTIFIER": "sysmon",
             "_HOSTNAME": "srv", "MESSAGE": event}) + "\n", encoding="utf-8")
        found = self.hunt(folder, "--rules", rule, "--no-shipped-rules")
        self.assertEqual([one["evidence"]["path"] for one in found],
                         ["audit.log", "journal.json", "sysmon.log"])

    def test_evtxecmd_csv_is_hunted_like_the_log(self):
        path = pathlib.Path(self.folder / "a.csv")
        payload = '{"EventData":{"Data":[{"@Name":"SubjectUserName","#text":"bob"}]}}'
        path.write_text(
            "RecordNumber,EventRecordId,TimeCreated,EventId,Provider,Channel,Computer,MapDescription,"
            "Payload\n1,42,2020-10-05 02:11:09,1102,Microsoft-Windows-Eventlog,Security,SRV01,,\"" +
            payload.replace('"', '""') + '"\n', encoding="utf-8-sig")
        rule = self.folder / "rule.yml"
        rule.write_text("""title: Cleared by bob
id: 00000000-0000-4000-8000-00000000000b
logsource: {product: windows, service: security}
detection: {sel: {EventID: 1102, SubjectUserName: bob}, condition: sel}
level: high
""", encoding="utf-8")
        found, = self.hunt(path, "--rules", rule, "--no-shipped-rules")
        self.assertEqual((found["host"], found["record_id"], found["evidence"]["line"]),
                         ("SRV01", 42, 2))
