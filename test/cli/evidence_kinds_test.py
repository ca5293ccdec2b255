"""One rule, many kinds of evidence: what Sysmon, Windows' own auditing, proxies, web servers, Zeek
and firewalls say of one thing is found by one rule, and what they say of another thing is not."""
import datetime
import json
import os

from harness import OK, CliTest, findings, manifest, run

HEAD = "title: {0}\nid: 00000000-0000-4000-8000-0000000000{1}\nlevel: high\n"
AT = "2020-10-05T02:11:09Z"


def windows(channel, event_id, provider, **fields):
    return json.dumps({"Channel": channel, "EventID": event_id, "SourceName": provider,
                       "Hostname": "PC1", "@timestamp": AT, **fields}) + "\n"


SYSMON = "Microsoft-Windows-Sysmon"


def sysmon(event_id, **fields):
    return windows(SYSMON + "/Operational", event_id, SYSMON, **fields)


def security(event_id, **fields):
    return windows("Security", event_id, "Microsoft-Windows-Security-Auditing", **fields)


def zeek(log, columns, values):
    return f"#separator \\x09\n#path\t{log}\n#fields\t" + "\t".join(columns) + "\n" + \
        "\t".join(values) + "\n"


def zeek_http(method, host, uri, agent):
    return zeek("http", ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "method",
                         "host", "uri", "user_agent", "status_code"],
                ["1601863869.0", "C1", "10.0.0.5", "50000", "198.51.100.7", "80", method, host, uri,
                 agent, "200"])


def zeek_dns(name):
    return zeek("dns", ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "query",
                        "qtype_name", "answers"],
                ["1601863869.0", "C1", "10.0.0.5", "50000", "10.0.0.1", "53", name, "A",
                 "198.51.100.7"])


FORTIGATE = ('date=2020-10-05 time=11:11:09 eventtime=1601863869 tz="+0900" devname="FW1" '
             'devid="FG1" logid="1" level="notice" vd="root" srcip=10.0.0.5 srcport=50000 '
             'dstip=198.51.100.7 dstport=443 ')
ASA = "<166>Oct  5 2020 02:11:09: "


class Kinds(CliTest):
    def found(self, rule, logs, *args):
        """Names of the files of `logs` in which the rule finds something."""
        folder = self.folder / "logs"
        folder.mkdir(exist_ok=True)
        for name, text in logs.items():
            (folder / name).write_text(text, encoding="utf-8")
        (self.folder / "rule.yml").write_text(HEAD.format("rule", "0d") + rule, encoding="utf-8")
        run("hunt", folder, "--rules", self.folder / "rule.yml", "--no-shipped-rules", "--out",
            self.folder / "out", "--write", "findings", "--quiet", *args, expect=OK)
        return [one["evidence"]["path"] for one in findings(self.folder / "out")]

    def check(self, rule, hits, misses):
        """Each file of `hits` gives one finding, none of `misses` gives any."""
        self.assertEqual(sorted(self.found(rule, {**hits, **misses})), sorted(hits))

    def test_a_process(self):
        rule = """logsource: {product: windows, category: process_creation}
detection:
  sel: {Image|endswith: '\\certutil.exe', CommandLine|contains: ' -urlcache ', ParentImage|endswith: '\\cmd.exe'}
  condition: sel
"""
        image, parent = "C:\\Windows\\System32\\certutil.exe", "C:\\Windows\\System32\\cmd.exe"
        line = "certutil -urlcache -f http://a/b"
        self.check(rule, {
            "sysmon.jsonl": sysmon(1, Image=image, CommandLine=line, ParentImage=parent),
            "security.jsonl": security(4688, NewProcessName=image, CommandLine=line,
                                       ParentProcessName=parent),
        }, {
            "other_parent.jsonl": security(4688, NewProcessName=image, CommandLine=line,
                                           ParentProcessName="C:\\x.exe"),
            "ended.jsonl": sysmon(5, Image=image, CommandLine=line, ParentImage=parent),
        })

    WEB = {
        "squid.log": "1601863869.000 12 10.0.0.5 TCP_MISS/200 411 GET "
                     "http://c2.example.net/gate.php?id=7 alice HIER_DIRECT/198.51.100.7 text/html\n",
        "squid_combined.log": '10.0.0.5 - alice [05/Oct/2020:02:11:09 +0000] "GET '
                              'http://c2.example.net/gate.php?id=7 HTTP/1.1" 200 411 "-" "Bad/1.0" '
                              'TCP_MISS:HIER_DIRECT\n',
        "proxy_w3c.log": "#Software: SGOS 6.7\n#Fields: date time c-ip s-action sc-status cs-method "
                         "cs-uri-scheme cs-host cs-uri-path cs-uri-query cs(User-Agent)\n"
                         '2020-10-05 02:11:09 10.0.0.5 TCP_MISS 200 GET http c2.example.net '
                         '/gate.php id=7 "Bad/1.0"\n',
        "zeek_http.log": zeek_http("GET", "c2.example.net", "/gate.php?id=7", "Bad/1.0"),
        "fortigate.log": FORTIGATE + 'type="utm" subtype="webfilter" hostname="c2.example.net" '
                         'url="/gate.php?id=7" httpmethod="GET" agent="Bad/1.0" user="alice"\n',
    }

    def test_a_process_however_it_was_exported(self):
        """The same event, as ten programs hand it on."""
        rule = """logsource: {product: windows, category: process_creation}
detection:
  sel: {Image|endswith: '\\certutil.exe', CommandLine|contains: ' -urlcache '}
  condition: sel
"""
        image, line = "C:\\Windows\\System32\\certutil.exe", "certutil -urlcache -f http://a/b"
        provider = "Microsoft-Windows-Security-Auditing"
        beat = {"@timestamp": AT, "winlog": {"channel": "Security", "event_id": "4688",
                "event_data": {"NewProcessName": image, "CommandLine": line}}}
        moved = {"@timestamp": AT, "winlog": {"channel": SYSMON + "/Operational", "event_id": "1"},
                 "process": {"executable": image, "command_line": line}}
        message = (f"A new process has been created.\r\n\r\nProcess Information:\r\n\tNew Process Name:"
                   f"\t{image}\r\n\tProcess Command Line:\t{line}\r\n")
        posh = {"Id": 4688, "ProviderName": provider, "LogName": "Security",
                "TimeCreated": "/Date(1601863869000)/", "Message": message}
        xml = (f"<Event><System><Provider Name='{provider}'/><EventID>4688</EventID><TimeCreated "
               f"SystemTime='{AT}'/><Channel>Security</Channel></System><EventData><Data Name="
               f"'NewProcessName'>{image}</Data><Data Name='CommandLine'>{line}</Data></EventData>"
               f"</Event>")
        text = (f"10/05/2020 02:11:09 AM\nLogName=Security\nSourceName=Microsoft Windows security "
                f"auditing.\nEventCode=4688\nMessage={message}")
        flat = json.loads(security(4688, NewProcessName=image, CommandLine=line))
        self.check(rule, {
            "source.jsonl": json.dumps({"_index": "x", "_source": beat}) + "\n",
            "hits.json": json.dumps({"took": 1, "hits": {"hits": [{"_source": beat}]}}, indent=1),
            "module.jsonl": json.dumps(moved) + "\n",
            "posh.json": json.dumps([posh], indent=4),
            "one.json": json.dumps(posh, indent=4),
            "splunk.json": json.dumps({"preview": False, "result": {"_raw": xml}}) + "\n",
            "splunk_text.json": json.dumps({"preview": False, "result": {"_raw": text,
                                                                         "_time": AT}}) + "\n",
            "kibana.csv": "@timestamp,winlog.channel,winlog.event_id,winlog.event_data."
                          "NewProcessName,winlog.event_data.CommandLine\n"
                          f'"Oct 5, 2020 @ 02:11:09.000",Security,4688,{image},"{line}"\n',
            "behind.log": f"<14>1 {AT} pc1 nxlog 4 - - " + json.dumps(flat) + "\n",
            "dump.txt": "Record 1\n" + xml + "\nRecord 2\n" + xml.replace("certutil", "other"),
        }, {"other.json": json.dumps({"_source": beat}).replace("4688", "4689") + "\n"})

    def test_an_audit_record_however_it_was_exported(self):
        rule = """logsource: {product: m365, service: audit}
detection:
  sel: {Operation: New-InboxRule}
  condition: sel
"""
        audit = json.dumps({"CreationTime": "2020-10-05T02:11:09", "Operation": "New-InboxRule",
                            "Workload": "Exchange", "RecordType": 1})
        cell = audit.replace('"', '""')
        self.check(rule, {
            "search.csv": "RecordType,CreationDate,UserIds,AuditData\r\n"
                          f'ExchangeAdmin,"10/5/2020 2:11:09 AM",bob,"{cell}"\r\n',
            "search.json": json.dumps([{"RecordType": 1, "AuditData": audit}], indent=1),
            "api.json": f"[{audit}]",
        }, {"list.csv": "RecordType,UserIds,Text\n1,bob,New-InboxRule\n"})

    def test_a_squid_that_writes_as_its_owner_likes(self):
        rule = """logsource: {category: proxy}
detection:
  sel: {c-uri|endswith: /a.exe, c-useragent|contains: curl, sc-status: 200}
  condition: sel
"""
        mapping = self.folder / "squid.yml"
        mapping.write_text("name: ours\nlogformat: '%>Hs \"%{User-Agent}>h\" %{%Y-%m-%d %H:%M:%S}tl"
                           " %>a %ru'\n", encoding="utf-8")
        line = '200 "curl/7 (x y)" 2020-10-05 02:11:09 10.0.0.5 http://e.example/a.exe\n'
        logs = {"access.log": line, "sent.log": "Oct  5 02:11:09 proxy squid[1]: " + line}
        self.assertEqual(sorted(self.found(rule, logs, "--mapping", mapping)), sorted(logs))
        self.assertEqual([one["time"] for one in findings(self.folder / "out")],
                         ["2020-10-05T02:11:09.0000000Z"] * 2)

    def test_a_web_request_through_a_proxy(self):
        rule = """logsource: {category: proxy}
detection:
  sel: {c-uri|contains: 'c2.example.net/gate.php?id=', cs-method: GET, cs-host: c2.example.net}
  condition: sel
"""
        self.check(rule, self.WEB, {
            "other.log": self.WEB["zeek_http.log"].replace("gate.php", "index.php"),
            "application.log": self.WEB["fortigate.log"].replace("webfilter", "app-ctrl"),
        })

    def test_a_user_agent_wherever_it_is_written(self):
        rule = """logsource: {category: proxy}
detection: {sel: {c-useragent|startswith: 'Bad/'}, condition: sel}
"""
        self.assertEqual(sorted(self.found(rule, self.WEB)),
                         sorted(set(self.WEB) - {"squid.log"}))  # its native format has none

    def test_a_request_to_a_web_server(self):
        rule = """logsource: {category: webserver}
detection:
  sel: {cs-method: POST, cs-uri-stem|endswith: '/shell.aspx', cs-uri-query|contains: 'cmd=', sc-status: 200}
  condition: sel
"""
        iis = ("#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip "
               "cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status\n2020-10-05 "
               "02:11:09 10.0.0.9 POST /a/shell.aspx cmd=whoami 203.0.113.9 Bad/1.0 200\n")
        self.check(rule, {
            "iis.log": iis,
            "access.log": '203.0.113.9 - - [05/Oct/2020:02:11:09 +0000] "POST '
                          '/a/shell.aspx?cmd=whoami HTTP/1.1" 200 5 "-" "Bad/1.0"\n',
            "zeek.log": zeek_http("POST", "www", "/a/shell.aspx?cmd=whoami", "Bad/1.0"),
        }, {"denied.log": iis.replace("Bad/1.0 200", "Bad/1.0 403")})

    def test_a_name_that_was_looked_up(self):
        rule = """logsource: {category: dns}
detection: {sel: {query|endswith: '.c2.example.net'}, condition: sel}
"""
        fortigate = FORTIGATE + ('type="utm" subtype="dns" qname="a.c2.example.net" qtype="A" '
                                 'ipaddr="198.51.100.7"\n')
        self.check(rule, {
            "sysmon.jsonl": sysmon(22, QueryName="a.c2.example.net", QueryResults="198.51.100.7"),
            "zeek.log": zeek_dns("a.c2.example.net"),
            "fortigate.log": fortigate,
        }, {"zeek_other.log": zeek_dns("c2.example.org"),
            "sysmon_other.jsonl": sysmon(3, QueryName="a.c2.example.net")})

    def test_a_connection_through_a_firewall(self):
        rule = """logsource: {category: firewall}
detection:
  sel: {dst_ip|cidr: 198.51.100.0/24, dst_port: 443, src_ip: 10.0.0.5}
  condition: sel
"""
        zeek_conn = zeek("conn", ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p"],
                         ["1601863869.0", "C1", "10.0.0.5", "50000", "198.51.100.7", "443"])
        self.check(rule, {
            "fortigate.log": FORTIGATE + 'type="traffic" subtype="forward" action="accept"\n',
            "asa_built.log": ASA + "%ASA-6-302013: Built outbound TCP connection 7 for "
                             "outside:198.51.100.7/443 (198.51.100.7/443) to inside:10.0.0.5/50000 "
                             "(192.0.2.1/50000)\n",
            "asa_denied.log": ASA + "%ASA-4-106023: Deny tcp src inside:10.0.0.5/50000 dst "
                              "outside:198.51.100.7/443 by access-group \"in_out\"\n",
            "windows.log": "#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: "
                           "Local\n#Fields: date time action protocol src-ip dst-ip src-port "
                           "dst-port\n2020-10-05 02:11:09 ALLOW TCP 10.0.0.5 198.51.100.7 50000 "
                           "443\n",
            "zeek.log": zeek_conn,
        }, {
            # The same two ends, opened by the other one.
            "asa_inbound.log": ASA + "%ASA-6-302013: Built inbound TCP connection 7 for "
                               "outside:198.51.100.7/50000 (198.51.100.7/50000) to "
                               "inside:10.0.0.5/443 (192.0.2.1/443)\n",
        })


class Times(CliTest):
    """When a local clock without a zone said it, as `noroshi dump` tells it."""

    def times(self, text, zone, newest="2021-12-01T00:00:00Z", name="a.log"):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        stamp = datetime.datetime.fromisoformat(newest.replace("Z", "+00:00")).timestamp()
        os.utime(path, (stamp, stamp))
        lines = run("dump", path, "--normalised", "--timezone", zone, expect=OK,
                    env={"SOURCE_DATE_EPOCH": str(int(stamp))}).out.splitlines()
        return [json.loads(line)["time"][:19] for line in lines]

    def syslog(self, readings, zone, newest):
        return self.times("".join(f"{one} srv cron[1]: job\n" for one in readings), zone, newest)

    def test_summer_time_of_london_and_none_of_tokyo(self):
        readings = ["Jan 15 12:00:00", "Jul 15 12:00:00"]
        newest = "2021-12-01T00:00:00Z"
        self.assertEqual(self.syslog(readings, "Europe/London", newest),
                         ["2021-01-15T12:00:00", "2021-07-15T11:00:00"])
        self.assertEqual(self.syslog(readings, "Asia/Tokyo", newest),
                         ["2021-01-15T03:00:00", "2021-07-15T03:00:00"])

    def test_an_hour_that_never_was_and_one_that_was_twice(self):
        """Skipped: as if the clock had not been set forward. Twice: the first of both."""
        self.assertEqual(
            self.syslog(["Mar 28 00:59:59", "Mar 28 01:30:00", "Mar 28 02:00:00",
                         "Oct 31 00:59:59", "Oct 31 01:30:00", "Oct 31 02:00:00"],
                        "Europe/London", "2021-12-01T00:00:00Z"),
            ["2021-03-28T00:59:59", "2021-03-28T01:30:00", "2021-03-28T01:00:00",
             "2021-10-30T23:59:59", "2021-10-31T00:30:00", "2021-10-31T02:00:00"])

    def test_the_year_rolls_with_the_local_clock(self):
        """New year in Tokyo is the old year in UTC; the log's last change tells the year."""
        self.assertEqual(
            self.syslog(["Dec 31 23:59:59", "Jan  1 00:00:01", "Jan  1 09:00:01"], "Asia/Tokyo",
                        "2021-01-01T00:00:01Z"),
            ["2020-12-31T14:59:59", "2020-12-31T15:00:01", "2021-01-01T00:00:01"])

    def test_a_leap_day_is_of_the_last_leap_year(self):
        self.assertEqual(self.syslog(["Feb 29 12:00:00", "Mar  1 12:00:00"], "Asia/Tokyo",
                                     "2021-03-02T00:00:00Z"),
                         ["2020-02-29T03:00:00", "2021-03-01T03:00:00"])
        self.assertEqual(self.syslog(["Feb 28 23:00:00", "Feb 29 12:00:00"], "UTC",
                                     "2024-03-02T00:00:00Z"),
                         ["2024-02-28T23:00:00", "2024-02-29T12:00:00"])

    def test_a_log_that_names_its_zone_is_not_moved(self):
        self.assertEqual(self.times(
            '10.0.0.5 - - [15/Jul/2021:12:00:00 +0100] "GET / HTTP/1.1" 200 5\n', "Asia/Tokyo"),
            ["2021-07-15T11:00:00"])
        self.assertEqual(self.times(
            'date=2021-07-15 time=12:00:00 tz="+0100" devname="F" devid="F" logid="1" '
            'type="traffic" subtype="forward"\n', "Asia/Tokyo"), ["2021-07-15T11:00:00"])
        self.assertEqual(self.times("2021-07-15T12:00:00+01:00 srv cron[1]: job\n", "Asia/Tokyo"),
                         ["2021-07-15T11:00:00"])

    def test_one_moment_on_a_british_and_a_japanese_clock(self):
        """A server in London in summer, a gateway in Tokyo: eight hours apart on their clocks."""
        self.assertEqual(self.syslog(["Jul 15 12:00:00"], "Europe/London", "2021-12-01T00:00:00Z"),
                         self.syslog(["Jul 15 20:00:00"], "Asia/Tokyo", "2021-12-01T00:00:00Z"))


class Inputs(CliTest):
    def test_the_record_of_a_run_says_which_file_was_given(self):
        (self.folder / "a").mkdir()
        log = self.folder / "a" / "x.jsonl"
        log.write_text(security(4688, NewProcessName="x"), encoding="utf-8")
        (self.folder / "rule.yml").write_text(
            HEAD.format("rule", "0e") + "logsource: {product: windows}\n"
            "detection: {sel: {EventID: 4688}, condition: sel}\n", encoding="utf-8")
        out = self.folder / "out"
        run("hunt", log, "--rules", self.folder / "rule.yml", "--no-shipped-rules", "--out", out,
            "--quiet", expect=OK)
        item, = manifest(out)["inputs"]
        self.assertEqual((item["path"], item["given"]), ("x.jsonl", str(log)))
        self.assertEqual(findings(out)[0]["evidence"]["path"], item["path"])
        run("hunt", self.folder / "a", "--rules", self.folder / "rule.yml", "--no-shipped-rules",
            "--out", self.folder / "out2", "--quiet", expect=OK)
        self.assertNotIn("given", manifest(self.folder / "out2")["inputs"][0])
