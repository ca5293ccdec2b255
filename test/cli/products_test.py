"""One story, told by every product whose logs are read: the shipped rules find the same in each, as
far as its log has what they ask for. What a product does not write stands in LACKS, with its reason.
"""
import json
import pathlib
import time

from harness import OK, CliTest, findings, run

ROOT = pathlib.Path(__file__).resolve().parents[2]
START = 1601863869
BROWSER = "Mozilla/4.0 (compatible; MSIE 12.0; Windows NT 10.0)"
FOLDERS = "Microsoft-WebDAV-MiniRedir/10.0.19045"
TRANSFERS = "Microsoft BITS/7.8"
PROGRAM = "application/x-dosexec"

# method, host, port, path, program, bytes sent, bytes received, type of the answer
REQUESTS = [
    ("GET", "203.0.113.9", 80, "/a/update.exe", BROWSER, 500, 90000, PROGRAM),
    ("CONNECT", "203.0.113.9", 4444, "", BROWSER, 500, 90000, ""),
    ("PROPFIND", "203.0.113.9", 80, "/share", FOLDERS, 500, 900, "text/xml"),
    ("GET", "files.example.net", 80, "/i.php?ufw=MTAuMTAuMS4yMnwxMC4wfDQuMS4x&uis=5687cecc", BROWSER,
     100, 900, "text/html"),
    ("GET", "files.example.net", 80, "/i.php?abcd=0123456789abcdef1", BROWSER, 100, 900, "text/html"),
    ("POST", "up.example.net", 80, "/put", BROWSER, 60000000, 900, "text/html"),
    ("POST", "up.example.net", 80, "/put", BROWSER, 60000000, 900, "text/html"),
    ("GET", "203.0.113.9", 80, "/h34pdq", TRANSFERS, 500, 90000, "application/octet-stream"),
    ("GET", "pics.example.net", 80, "/a/cat.jpg", BROWSER, 500, 240000, PROGRAM),
    ("CONNECT", "a1b2.trycloudflare.com", 443, "", BROWSER, 500, 9000, ""),
]
WEB_RULES = {"large-upload", "picture-that-is-none", "proxy-connect-to-bare-address",
             "proxy-program-fetched", "proxy-tunnel-to-odd-port", "request-to-tunnel-or-onion-gateway",
             "web-folder-at-bare-address", "web-request-head-of-implant", "web-request-of-vsingle",
             "web-request-parameter-of-digits"}
AGENT = {"web-folder-at-bare-address", "web-request-head-of-implant"}
CONNECT = {"proxy-connect-to-bare-address", "proxy-tunnel-to-odd-port"}

# number, source, destination, port, bytes sent, bytes received
FLOWS = [(i, "10.0.0.5", f"10.0.1.{i + 1}", 445, 500, 600) for i in range(20)] + \
    [(i, "10.0.0.7", "203.0.113.9", 443, 60000000, 5000) for i in range(30, 34)]
FLOW_RULES = {"large-upload-on-the-wire", "session-fan-out-on-the-wire"}

NAMES = [(i, "10.0.0.5", f"q{i:02d}aZ3kd9fjw02kdmc83jfk2{i:02d}.t.exfil.example", "TXT")
         for i in range(60)] + [(70, "10.0.0.6", "abcd.ngrok.io", "A")]
NAME_RULES = {"data-in-name-queries", "name-of-tunnel-on-the-wire"}

LACKS = {
    "squid": AGENT | {"large-upload"},              # neither the program's name nor what was sent
    "combined": {"large-upload", "picture-that-is-none"},         # nor the type of the answer
    "suricata": {"large-upload"},                                 # length is what was received
    "palo_alto": {"large-upload"},                                # bytes stand in its traffic log
    "cef": {"picture-that-is-none"},                              # no key of the dictionary for it
    "asa": AGENT | CONNECT | {"large-upload", "picture-that-is-none",
                              "request-to-tunnel-or-onion-gateway"},  # addresses asked for, no more
    "asa_flows": {"large-upload-on-the-wire"},      # both ways in one sum
    "windows_firewall": {"large-upload-on-the-wire"},  # sizes of packets
}


def at(seconds, form="%Y-%m-%dT%H:%M:%SZ"):
    return time.strftime(form, time.gmtime(START + seconds))


def url(host, port, path):
    return f"http://{host}{'' if port == 80 else f':{port}'}{path}"


def target(method, host, port, path):
    return f"{host}:{port}" if method == "CONNECT" else url(host, port, path)


def requests():
    for i, request in enumerate(REQUESTS):
        yield 10 * i, *request


def squid():
    return [f"{START + t}.000    120 10.0.0.5 TCP_MISS/200 {got} {method} "
            f"{target(method, host, port, path)} - HIER_DIRECT/203.0.113.9 {kind or '-'}"
            for t, method, host, port, path, _, _, got, kind in requests()]


def combined():
    return [f'10.0.0.5 - - [{at(t, "%d/%b/%Y:%H:%M:%S +0000")}] "{method} '
            f'{target(method, host, port, path)} HTTP/1.1" 200 {got} "-" "{agent}" TCP_MISS:HIER_DIRECT'
            for t, method, host, port, path, agent, _, got, _ in requests()]


def w3c():
    lines = ["#Software: SGOS 6.7.4.3", "#Fields: date time time-taken c-ip s-action sc-status cs-method "
             "cs-uri-scheme cs-host cs-uri-port cs-uri-path cs-uri-query cs(User-Agent) sc-bytes cs-bytes "
             "rs(Content-Type)"]
    for t, method, host, port, path, agent, sent, got, kind in requests():
        stem, _, query = path.partition("?")
        scheme = "tcp" if method == "CONNECT" else "http"
        lines.append(f'{at(t, "%Y-%m-%d %H:%M:%S")} 120 10.0.0.5 TCP_NC_MISS 200 {method} {scheme} {host} '
                     f'{port} {stem or "/"} {"?" + query if query else "-"} "{agent}" {got} {sent} '
                     f'{kind or "-"}')
    return lines


def zeek(log, columns, rows):
    return [f"#separator \\x09\n#path\t{log}", "#fields\t" + "\t".join(columns),
            *("\t".join(map(str, row)) for row in rows)]


HTTP = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "trans_depth", "method", "host",
        "uri", "user_agent", "request_body_len", "response_body_len", "status_code", "resp_mime_types"]


def zeek_rows():
    return [[START + t, f"C{t}", "10.0.0.5", 50000, "203.0.113.9", port, 1, method, host,
             f"{host}:{port}" if method == "CONNECT" else path, agent, sent, got, 200, kind or "-"]
            for t, method, host, port, path, agent, sent, got, kind in requests()]


def zeek_http():
    return zeek("http", HTTP, zeek_rows())


def zeek_http_json():
    rows = [dict(zip(HTTP, row)) for row in zeek_rows()]
    return [json.dumps({**row, "resp_mime_types": [row["resp_mime_types"]]}) for row in rows]


def suricata():
    return [json.dumps({"timestamp": at(t, "%Y-%m-%dT%H:%M:%S.000000+0000"), "event_type": "http",
                        "src_ip": "10.0.0.5", "src_port": 50000, "dest_ip": "203.0.113.9",
                        "dest_port": port, "proto": "TCP", "http": {
                            "hostname": host, "url": f"{host}:{port}" if method == "CONNECT" else path,
                            "http_user_agent": agent, "http_content_type": kind, "http_method": method,
                            "status": 200, "length": got}})
            for t, method, host, port, path, agent, _, got, kind in requests()]


def fortigate(t, kind, rest):
    return (f'date={at(t, "%Y-%m-%d")} time={at(t, "%H:%M:%S")} eventtime={START + t} tz="+0000" '
            f'devname="FW1" devid="FG1" {kind} level="notice" vd="root" {rest}')


def fortigate_web():
    return [fortigate(t, 'logid="0317013312" type="utm" subtype="webfilter"',
                      f'srcip=10.0.0.5 srcport=50000 dstip=203.0.113.9 dstport={port} service="HTTP" '
                      f'hostname="{host}" action="passthrough" url="{path}" sentbyte={sent} '
                      f'rcvdbyte={got} agent="{agent}" httpmethod="{method}" contenttype="{kind}" '
                      'method="domain"')
            for t, method, host, port, path, agent, sent, got, kind in requests()]


def palo_alto_line(t, kind, source, to, port, rest):
    when = at(t, "%Y/%m/%d %H:%M:%S")
    cells = ["1", when, "001801000006", *kind, "2305", when, source, to, "0.0.0.0", "0.0.0.0", "rule1", "",
             "", "app", "vsys1", "in", "out", "e1", "e2", "log", when, str(t + 1), "1", "50000", str(port),
             "0", "0", "0x0", "tcp", "alert", *map(str, rest)]
    return f'<14>{at(t, "%b %d %H:%M:%S")} FW1 ' + ",".join(cells)


def palo_alto():
    def rest(method, host, port, path, agent, kind):
        name = f"{host}:{port}" if method == "CONNECT" else host + path
        return [f'"{name}"', "(9999)", "any", "informational", "client-to-server", "9", "0x0", "x", "US",
                "0", kind, "0", "", "", "1", f'"{agent}"', "", "", "", "", "", "", "0", "0", "0", "0", "0",
                "", "FW1", "", "", "", method.lower()]
    return [palo_alto_line(t, ("THREAT", "url"), "10.0.0.5", "203.0.113.9", port,
                           rest(method, host, port, path, agent, kind))
            for t, method, host, port, path, agent, _, _, kind in requests()]


def cef_line(t, product, rest):
    return f'<14>{at(t, "%b %d %H:%M:%S")} gw1 CEF:0|Maker|{product}|1|2|pass|3|rt={(START + t) * 1000} {rest}'


def cef():
    return [cef_line(t, "Gateway", f'src=10.0.0.5 dst=203.0.113.9 dpt={port} requestMethod={method} request='
                     + target(method, host, port, path).replace("=", "\\=") +
                     f" requestClientApplication={agent} out={sent} in={got}")
            for t, method, host, port, path, agent, sent, got, _ in requests()]


def asa():
    return [f'<166>{at(t, "%b %d %Y %H:%M:%S")}: %ASA-5-304001: 10.0.0.5 Accessed URL 203.0.113.9:'
            f"{url(host, port, path)}"
            for t, method, host, port, path, *_ in requests() if method != "CONNECT"]


def zeek_conn():
    columns = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "proto", "orig_bytes",
               "resp_bytes", "conn_state"]
    return zeek("conn", columns, [[START + 5 * i, f"C{i}", source, 50000, to, port, "tcp", sent, got, "SF"]
                                  for i, source, to, port, sent, got in FLOWS])


def suricata_flow():
    return [json.dumps({"timestamp": at(5 * i, "%Y-%m-%dT%H:%M:%S.000000+0000"), "event_type": "flow",
                        "src_ip": source, "src_port": 50000, "dest_ip": to, "dest_port": port,
                        "proto": "TCP", "flow": {"bytes_toserver": sent, "bytes_toclient": got}})
            for i, source, to, port, sent, got in FLOWS]


def fortigate_traffic():
    return [fortigate(5 * i, 'logid="0000000013" type="traffic" subtype="forward"',
                      f'srcip={source} srcport=50000 dstip={to} dstport={port} proto=6 action="close" '
                      f"sentbyte={sent} rcvdbyte={got}") for i, source, to, port, sent, got in FLOWS]


def palo_alto_traffic():
    return [palo_alto_line(5 * i, ("TRAFFIC", "end"), source, to, port, [sent + got, sent, got, 20])
            for i, source, to, port, sent, got in FLOWS]


def asa_flows():
    lines = []
    for i, source, to, port, sent, got in FLOWS:
        head = f'<166>{at(5 * i, "%b %d %Y %H:%M:%S")}: '
        lines += [head + f"%ASA-6-302013: Built outbound TCP connection {i} for outside:{to}/{port} "
                  f"({to}/{port}) to inside:{source}/50000 ({source}/50000)",
                  head + f"%ASA-6-302014: Teardown TCP connection {i} for outside:{to}/{port} to "
                  f"inside:{source}/50000 duration 0:00:01 bytes {sent + got} TCP FINs"]
    return lines


def cef_flows():
    return [cef_line(5 * i, "Firewall", f"src={source} spt=50000 dst={to} dpt={port} proto=6 act=Accept "
                     f"out={sent} in={got}") for i, source, to, port, sent, got in FLOWS]


def windows_firewall():
    return ["#Version: 1.5\n#Software: Microsoft Windows Firewall\n#Time Format: Local\n#Fields: date time "
            "action protocol src-ip dst-ip src-port dst-port size tcpflags tcpsyn tcpack tcpwin icmptype "
            "icmpcode info path\n",
            *(f'{at(5 * i, "%Y-%m-%d %H:%M:%S")} ALLOW TCP {source} {to} 50000 {port} 0 - 0 0 0 - - - SEND'
              for i, source, to, port, *_ in FLOWS)]


def zeek_dns():
    columns = ["ts", "uid", "id.orig_h", "id.orig_p", "id.resp_h", "id.resp_p", "query", "qtype_name"]
    return zeek("dns", columns, [[START + i, f"C{i}", source, 50000, "10.0.0.1", 53, name, kind]
                                 for i, source, name, kind in NAMES])


def suricata_dns():
    return [json.dumps({"timestamp": at(i, "%Y-%m-%dT%H:%M:%S.000000+0000"), "event_type": "dns",
                        "src_ip": source, "src_port": 50000, "dest_ip": "10.0.0.1", "dest_port": 53,
                        "proto": "UDP", "dns": {"type": "query", "rrname": name, "rrtype": kind}})
            for i, source, name, kind in NAMES]


def fortigate_dns():
    return [fortigate(i, 'logid="1501054802" type="utm" subtype="dns"',
                      f'srcip={source} srcport=50000 dstip=10.0.0.1 dstport=53 qname="{name}" '
                      f'qtype="{kind}" qclass="IN"') for i, source, name, kind in NAMES]


class Products(CliTest):
    def found(self, tell):
        """Stems of the files of shipped rules that find something in what `tell` writes."""
        logs, out = self.folder / tell.__name__, self.folder / f"{tell.__name__}-out"
        logs.mkdir()
        (logs / "a.log").write_text("\n".join(tell()) + "\n", encoding="utf-8")
        run("hunt", logs, "--rules", ROOT / "rules", "--no-shipped-rules", "--out", out, "--write",
            "findings", "--quiet", expect=OK)
        return {pathlib.Path(one["rule"]["path"]).stem for one in findings(out)}

    def check(self, rules, *products):
        for tell in products:
            with self.subTest(tell.__name__):
                wanted = rules - LACKS.get(tell.__name__, set())
                self.assertEqual(sorted(self.found(tell) & rules), sorted(wanted))

    def test_requests(self):
        self.check(WEB_RULES, squid, combined, w3c, zeek_http, zeek_http_json, suricata, fortigate_web,
                   palo_alto, cef, asa)

    def test_connections(self):
        self.check(FLOW_RULES, zeek_conn, suricata_flow, fortigate_traffic, palo_alto_traffic, asa_flows,
                   cef_flows, windows_firewall)

    def test_names_asked_for(self):
        self.check(NAME_RULES, zeek_dns, suricata_dns, fortigate_dns)
