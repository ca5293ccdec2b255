#include "incident/narrative.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "incident/stage.h"

namespace noroshi {
namespace {

constexpr std::size_t kHostsNamed = 5, kAccountsNamed = 4, kTacticsNamed = 3, kLinksNamed = 3;

std::string MinuteEn(Timestamp time) {
  const CivilTime civil = ToCivil(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", civil.year, civil.month, civil.day,
                     civil.hour, civil.minute);
}

std::string MinuteJa(Timestamp time) {
  const CivilTime civil = ToCivil(time);
  return fmt::format("{}年{}月{}日 {}時{:02}分(UTC)", civil.year, civil.month, civil.day,
                     civil.hour, civil.minute);
}

struct NamedList {
  std::string ja, en;
};

// "A, B and 3 more"; "A、Bほか3件".
NamedList ListOf(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = std::min(names.size(), most);
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(shown));
  NamedList list{fmt::format("{}", fmt::join(first, "、")),
                 fmt::format("{}", fmt::join(first, ", "))};
  if (const std::size_t more = names.size() - shown; more > 0) {
    list.ja += fmt::format("ほか{}件", more);
    list.en += fmt::format(" and {} more", more);
  }
  return list;
}

std::string Plural(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

// The tactics furthest along an intrusion say most: in the order of TacticWords' table they stand
// last, and an incident's list is sorted by name; so rank by stage.
std::vector<std::string> TellingTactics(const Incident& incident) {
  static constexpr std::string_view kMostTelling[] = {"exfiltration",        "impact",
                                                      "credential-access",   "lateral-movement",
                                                      "command-and-control", "initial-access",
                                                      "persistence",         "collection",
                                                      "defense-impairment",  "privilege-escalation",
                                                      "execution",           "stealth",
                                                      "defense-evasion",     "discovery"};
  std::vector<std::string> tactics;
  for (const std::string_view tactic : kMostTelling) {
    if (std::ranges::find(incident.tactics, tactic) == incident.tactics.end()) continue;
    if (tactics.size() < kTacticsNamed) tactics.emplace_back(tactic);
  }
  return tactics;
}

NamedList TacticList(const std::vector<std::string>& tactics) {
  std::vector<std::string> ja, en;
  for (const std::string& tactic : tactics) {
    const TwoLanguages words = TacticWords(tactic);
    ja.push_back(words.ja);
    en.push_back(words.en);
  }
  return {fmt::format("{}", fmt::join(ja, "、")), fmt::format("{}", fmt::join(en, ", "))};
}

std::string_view KindJa(EntityKind kind) {
  switch (kind) {
    case EntityKind::kHost: return "ホスト";
    case EntityKind::kReached: return "移動先";
    case EntityKind::kWorkstation: return "ワークステーション名";
    case EntityKind::kAccount: return "アカウント";
    case EntityKind::kAddress: return "アドレス";
    case EntityKind::kDestination: return "通信先";
    case EntityKind::kFile: return "ファイル";
    case EntityKind::kHash: return "ハッシュ値";
    case EntityKind::kService: return "サービス";
    case EntityKind::kTask: return "タスク";
    case EntityKind::kPipe: return "名前付きパイプ";
    case EntityKind::kProcess: return "プロセス";
    case EntityKind::kSession: return "ログオンセッション";
    case EntityKind::kTogether: return "相関ルール";
    case EntityKind::kRule: return "ルール";
    case EntityKind::kFolder: return "フォルダ";
  }
  return "";
}

void AddExtent(const Incident& incident, TwoLanguages& text) {
  const std::size_t count = incident.hosts.size() - incident.reached_hosts;
  const auto end = incident.hosts.begin() + static_cast<std::ptrdiff_t>(count);
  const NamedList hosts = ListOf({incident.hosts.begin(), end}, kHostsNamed);
  text.en += fmt::format("From {} to {}, {} of {} on {} ({}) belong together. ",
                         MinuteEn(incident.first_seen), MinuteEn(incident.last_seen),
                         Plural(incident.finding_count, "finding"),
                         Plural(incident.rules.size(), "rule"), Plural(count, "host"), hosts.en);
  text.ja += fmt::format(
      "{}から{}にかけて、ホスト{}台({})で、ルール{}件による検知結果{}件が互いに関連しています。",
      MinuteJa(incident.first_seen), MinuteJa(incident.last_seen), count, hosts.ja,
      incident.rules.size(), incident.finding_count);
  if (incident.reached_hosts == 0) return;
  const NamedList reached = ListOf({end, incident.hosts.end()}, kHostsNamed);
  text.en += fmt::format("Came from or went to, without findings there: {}. ", reached.en);
  text.ja +=
      fmt::format("検知結果はないものの、移動元または移動先となったホストは、{}です。", reached.ja);
}

void AddPatientZero(const Incident& incident, TwoLanguages& text) {
  const auto step = std::ranges::find_if(incident.timeline, [&](const IncidentStep& one) {
    return one.finding == incident.patient_zero_finding && !one.finding.empty();
  });
  if (step == incident.timeline.end()) return;
  const IncidentRule& rule = incident.rules[step->rule];
  text.en += fmt::format("The first host with findings of its own is {}, {}: {}. ",
                         incident.patient_zero, MinuteEn(step->time), rule.title);
  text.ja +=
      fmt::format("自らの動作が最初に検知されたホストは{}です({}、「{}」)。", incident.patient_zero,
                  MinuteJa(step->time), rule.title_ja.empty() ? rule.title : rule.title_ja);
}

// The words of a role in Japanese.
std::string_view RoleJa(std::string_view role) {
  if (role == "domain controller") return "ドメインコントローラ";
  return role == "jump host" ? "踏み台サーバ" : "サーバ";
}

// Which hosts are more than computers among others, and whether sites were crossed. From what the
// organisation says of itself, not from findings.
void AddPlaces(const Incident& incident, TwoLanguages& text) {
  std::vector<std::string> ja, en, sites;
  for (const std::string_view role : {"domain controller", "jump host", "server"}) {
    std::vector<std::string> hosts;
    for (const IncidentPlace& place : incident.places) {
      if (std::ranges::find(place.roles, role) != place.roles.end()) hosts.push_back(place.host);
    }
    if (hosts.empty()) continue;
    const NamedList names = ListOf(hosts, kHostsNamed);
    en.push_back(fmt::format("{}{} {}", role, hosts.size() == 1 ? "" : "s", names.en));
    ja.push_back(fmt::format("{}は{}", RoleJa(role), names.ja));
  }
  for (const IncidentPlace& place : incident.places) {
    if (place.site.empty() || std::ranges::find(sites, place.site) != sites.end()) continue;
    sites.push_back(place.site);
  }
  if (!en.empty()) {
    text.en += fmt::format("Among the hosts: {}. ", fmt::join(en, "; "));
    text.ja += fmt::format("このうち{}です。", fmt::join(ja, "、"));
  }
  if (sites.size() < 2) return;
  const NamedList names = ListOf(sites, kHostsNamed);
  text.en +=
      fmt::format("The findings lie at {} sites, in this order: {}. ", sites.size(), names.en);
  text.ja +=
      fmt::format("検知結果は{}拠点にわたり、{}の順に現れています。", sites.size(), names.ja);
}

void AddStages(const Incident& incident, TwoLanguages& text) {
  std::vector<std::string> ja, en;
  for (std::size_t i = 0; i < kStageCount; ++i) {
    const IncidentStage& stage = incident.stages[i];
    if (stage.findings == 0) continue;
    const TwoLanguages words = StageWords(static_cast<IntrusionStage>(i));
    en.push_back(fmt::format("{} ({}, from {})", words.en, Plural(stage.findings, "finding"),
                             MinuteEn(stage.first_seen)));
    ja.push_back(
        fmt::format("{}({}件、{}から)", words.ja, stage.findings, MinuteJa(stage.first_seen)));
  }
  if (en.empty()) return;
  text.en += fmt::format("Stages seen: {}. ", fmt::join(en, "; "));
  text.ja += fmt::format("確認された段階は、{}です。", fmt::join(ja, "、"));
}

void AddAccounts(const Incident& incident, TwoLanguages& text) {
  if (incident.accounts.empty()) return;
  const NamedList names = ListOf(incident.accounts, kAccountsNamed);
  text.en += fmt::format("Accounts named in the findings: {}. ", names.en);
  text.ja += fmt::format("検知結果に現れるアカウントは、{}です。", names.ja);
}

// How the hosts and the thing hang together.
TwoLanguages LinkWords(EntityKind kind) {
  if (kind == EntityKind::kHost) return {"の検知結果に記載", "named by findings on"};
  if (kind == EntityKind::kReached) return {"から", "from"};
  return {"で共通", "on"};
}

void AddLinks(const Incident& incident, TwoLanguages& text) {
  std::vector<std::string> ja, en;
  for (const IncidentEntity& entity : incident.entities) {
    if (en.size() == kLinksNamed || entity.kind == EntityKind::kTogether) continue;
    const bool named = entity.kind == EntityKind::kHost || entity.kind == EntityKind::kReached;
    if (entity.hosts.size() < 2 && !named) continue;
    const NamedList hosts = ListOf(entity.hosts, kHostsNamed);
    const TwoLanguages words = LinkWords(entity.kind);
    en.push_back(
        fmt::format("{} {} ({} {})", WeightOf(entity.kind).name, entity.value, words.en, hosts.en));
    ja.push_back(
        fmt::format("{}「{}」({}{})", KindJa(entity.kind), entity.value, hosts.ja, words.ja));
  }
  if (en.empty()) return;
  text.en += fmt::format("What joins the hosts: {}. ", fmt::join(en, "; "));
  text.ja += fmt::format("ホストを結び付けているのは、{}です。", fmt::join(ja, "、"));
}

}  // namespace

TwoLanguages TitleOf(const Incident& incident) {
  const std::string& zero = incident.patient_zero;
  const std::string& host = zero.empty() ? incident.hosts.front() : zero;
  const std::size_t more = incident.hosts.size() - 1;
  const NamedList tactics = TacticList(TellingTactics(incident));
  TwoLanguages title;
  title.en = more == 0 ? host : fmt::format("{} and {} more", host, Plural(more, "host"));
  title.ja = more == 0 ? host : fmt::format("{}ほか{}台", host, more);
  if (!tactics.en.empty()) {
    title.en += ": " + tactics.en;
    title.ja += ":" + tactics.ja;
  }
  return title;
}

TwoLanguages NarrativeOf(const Incident& incident) {
  TwoLanguages text;
  AddExtent(incident, text);
  AddPatientZero(incident, text);
  AddPlaces(incident, text);
  AddStages(incident, text);
  AddLinks(incident, text);
  AddAccounts(incident, text);
  while (text.en.ends_with(' ')) text.en.pop_back();
  return text;
}

}  // namespace noroshi
