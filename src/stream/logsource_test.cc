// One rule, several kinds of evidence: the log source of a rule finds each, and the rule's names
// find their values.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/source.h"
#include "matcher/explain.h"
#include "matcher/matcher.h"
#include "rules/rule_set.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

class NoDamage final : public DamageSink {
 public:
  void OnDamage(const Damage&) override {}
};
class Counter final : public MatchSink {
 public:
  void OnMatch(const Match&) override { ++count; }
  int count = 0;
};

// How many records of `evidence` the rule matches. The slow evaluator must agree.
int Matches(const std::string& rule, const std::string& evidence) {
  const RuleSet set =
      LoadRulesFromText("rule.yml", "title: t\nstatus: test\nlevel: low\n" + rule, {});
  EXPECT_EQ(set.rules.size(), 1U) << rule;
  if (set.rules.empty()) return -1;
  EventContext context;
  auto matcher = BuildMatcher(set, context);
  const TempFolder folder;
  auto source = OpenSource(folder.Write("evidence", evidence), {});
  EXPECT_TRUE(source.ok()) << evidence;
  if (!source.ok()) return -1;
  const auto decoder = NewDecoder((*source)->format(), {}, context);
  const auto session = (*matcher)->NewSession();
  NoDamage damage;
  ByteAccount account;
  EventBatch batch;
  Unit unit;
  Counter fast;
  int slow = 0;
  while ((*source)->NextUnit(unit, damage, account)) {
    decoder->Decode(unit, nullptr, batch, damage, account);
    for (const Event& event : batch.events) {
      session->Run(event, fast);
      if (ExplainRule(set.rules[0], event, context).matched) ++slow;
    }
  }
  EXPECT_EQ(fast.count, slow) << evidence;
  return fast.count;
}

const std::string kSquid =
    "1286536308.779 180 10.0.0.1 TCP_MISS/200 411 GET http://evil.example/gate.php?id=7 - "
    "DIRECT/10.9.8.7 text/html\n";
const std::string kBlueCoat =
    "#Software: SGOS\n#Fields: date time c-ip s-action sc-status cs-method cs-host cs-uri-path "
    "cs-uri-query cs(User-Agent)\n"
    "2021-04-01 00:00:21 10.0.0.1 TCP_MISS 200 GET evil.example /gate.php id=7 \"Evil Agent/1\"\n";
const std::string kZeekHttp =
    "#separator \\x09\n#unset_field\t-\n#path\thttp\n"
    "#fields\tts\tuid\tid.orig_h\tmethod\thost\turi\tuser_agent\tstatus_code\n"
    "#types\ttime\tstring\taddr\tstring\tstring\tstring\tstring\tcount\n"
    "1588205199.8\tC\t10.0.0.1\tGET\tevil.example\t/gate.php?id=7\tEvil Agent/1\t200\n";
const std::string kSuricata =
    R"({"timestamp":"2021-04-01T00:00:21.1+0000","event_type":"http","src_ip":"10.0.0.1","http":{"hostname":"evil.example","url":"/gate.php?id=7","http_user_agent":"Evil Agent/1","http_method":"GET","status":200}})"
    "\n";
const std::string kIis =
    "#Software: Microsoft Internet Information Services 10.0\n"
    "#Fields: date time cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status\n"
    "2021-04-01 00:00:21 GET /gate.php id=7 10.0.0.1 Evil+Agent/1 200\n";
const std::string kApache =
    "10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /gate.php?id=7 HTTP/1.1\" 200 1 \"-\" "
    "\"Evil Agent/1\"\n";

TEST(Logsource, ProxyReadsEveryLogOfWebTraffic) {
  const std::string rule =
      "logsource: {category: proxy}\n"
      "detection:\n  sel: {c-uri|contains: 'gate.php?id=7', cs-method: GET, sc-status: 200}\n"
      "  condition: sel\n";
  for (const std::string& evidence : {kSquid, kBlueCoat, kZeekHttp, kSuricata}) {
    EXPECT_EQ(Matches(rule, evidence), 1) << evidence;
  }
  EXPECT_EQ(Matches(rule, kApache), 0);  // a web server is no proxy
}

TEST(Logsource, ProxyKnowsHostsAndAgents) {
  const std::string host =
      "logsource: {category: proxy}\ndetection:\n  sel: {r-dns: evil.example}\n  condition: sel\n";
  for (const std::string& evidence : {kSquid, kBlueCoat, kZeekHttp, kSuricata}) {
    EXPECT_EQ(Matches(host, evidence), 1) << evidence;
  }
  const std::string agent =
      "logsource: {category: proxy}\ndetection:\n  sel: {c-useragent: Evil Agent/1}\n  condition: "
      "sel\n";
  for (const std::string& evidence : {kBlueCoat, kZeekHttp, kSuricata}) {
    EXPECT_EQ(Matches(agent, evidence), 1) << evidence;
  }
  const std::string extension =
      "logsource: {category: proxy}\ndetection:\n  sel: {c-uri-extension: php}\n  condition: sel\n";
  for (const std::string& evidence : {kSquid, kBlueCoat, kZeekHttp, kSuricata}) {
    EXPECT_EQ(Matches(extension, evidence), 1) << evidence;
  }
}

TEST(Logsource, WebserverReadsIisApacheAndZeek) {
  // As SigmaHQ writes it: cs-uri-query for path and query alike.
  const std::string rule =
      "logsource: {category: webserver}\n"
      "detection:\n  sel: {cs-uri-query|contains: '/gate.php?id=', cs-user-agent|startswith: "
      "Evil}\n"
      "  condition: sel\n";
  const std::string query =
      "logsource: {category: webserver}\ndetection:\n  sel: {cs-uri-query|endswith: 'id=7'}\n"
      "  condition: sel\n";
  const std::string stem =
      "logsource: {category: webserver}\ndetection:\n  sel: {cs-uri-stem: /gate.php}\n"
      "  condition: sel\n";
  for (const std::string& evidence : {kIis, kApache, kZeekHttp, kSuricata}) {
    EXPECT_EQ(Matches(rule, evidence), 1) << evidence;
    EXPECT_EQ(Matches(query, evidence), 1) << evidence;
    EXPECT_EQ(Matches(stem, evidence), 1) << evidence;
  }
  EXPECT_EQ(Matches(rule, kSquid), 0);
}

TEST(Logsource, DnsReadsSysmonAndZeek) {
  const std::string rule =
      "logsource: {category: dns}\ndetection:\n  sel: {query|endswith: .evil.example}\n"
      "  condition: sel\n";
  EXPECT_EQ(
      Matches(
          rule,
          R"({"EventID":22,"Channel":"Microsoft-Windows-Sysmon/Operational","QueryName":"a.evil.example"})"),
      1);
  EXPECT_EQ(
      Matches(
          rule,
          R"({"_path":"dns","ts":1588205199.8,"query":"a.evil.example","answers":["1.2.3.4"]})"),
      1);
}

TEST(Logsource, ZeekRulesReadTheirLogByItsOwnNames) {
  const std::string rule =
      "logsource: {product: zeek, service: http}\ndetection:\n  sel: {method: GET, host: "
      "evil.example}\n"
      "  condition: sel\n";
  EXPECT_EQ(Matches(rule, kZeekHttp), 1);
  EXPECT_EQ(Matches("logsource: {product: zeek, service: dns}\ndetection:\n  sel: {method: GET}\n"
                    "  condition: sel\n",
                    kZeekHttp),
            0);
}

TEST(Logsource, LinuxReadsAuditdSyslogAndTheWhole) {
  const std::string audit =
      "type=EXECVE msg=audit(1604994496.155:92733): argc=2 a0=\"curl\" "
      "a1=\"http://evil.example\"\n";
  const std::string detection = "\ndetection:\n  sel: ['evil.example']\n  condition: sel\n";
  EXPECT_EQ(Matches("logsource: {product: linux, service: auditd}" + detection, audit), 1);
  EXPECT_EQ(Matches("logsource: {product: linux}" + detection, audit), 1);
  EXPECT_EQ(Matches("logsource: {product: linux, service: sshd}" + detection, audit), 0);
  EXPECT_EQ(Matches("logsource: {product: windows}" + detection, audit), 0);
  EXPECT_EQ(Matches("logsource: {category: process_creation, product: linux}\ndetection:\n  sel: "
                    "{CommandLine|contains: 'curl http'}\n  condition: sel\n",
                    audit),
            1);
}

TEST(Logsource, CloudsReadNestedNames) {
  const std::string trail =
      R"({"Records":[{"eventVersion":"1.08","eventTime":"2022-02-07T22:23:37Z","eventSource":"iam.amazonaws.com","eventName":"CreateUser","userIdentity":{"type":"Root"}}]})";
  EXPECT_EQ(
      Matches("logsource: {product: aws, service: cloudtrail}\ndetection:\n  sel: {eventName: "
              "CreateUser, userIdentity.type: Root}\n  condition: sel\n",
              trail),
      1);
  const std::string audit =
      R"({"CreationTime":"2022-05-07T12:55:53","Id":"1","Operation":"New-InboxRule","RecordType":1,"Workload":"Exchange","ResultStatus":"True"})";
  EXPECT_EQ(Matches("logsource: {product: m365, service: audit}\ndetection:\n  sel: {Operation: "
                    "New-InboxRule}\n  condition: sel\n",
                    audit),
            1);
  EXPECT_EQ(Matches("logsource: {product: m365, service: threat_management}\ndetection:\n  sel: "
                    "{eventName: New-InboxRule, eventSource: Exchange}\n  condition: sel\n",
                    audit),
            1);
}

}  // namespace
}  // namespace noroshi
