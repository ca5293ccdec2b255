#include "cli/text/rare_text.h"

#include <fmt/format.h>

#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/terminal/table.h"
#include "cli/terminal/time_text.h"
#include "stream/text/finding_line.h"

namespace noroshi {
namespace {

std::uint64_t OfHosts(const RareItem& item, const HostsByKind& hosts) {
  return hosts[static_cast<std::size_t>(item.kind)];
}

std::string HostList(const RareItem& item) {
  std::string list;
  for (const auto& [at, host] : item.seen) {
    if (!list.empty()) list += ", ";
    list += host;
  }
  if (item.hosts > item.seen.size()) list += ", ...";
  return list;
}

std::string UserCount(const RareItem& item) {
  return std::to_string(item.users.size()) + (item.users.size() == kMaxRareUsers ? "+" : "");
}

}  // namespace

std::string RareTable(const std::vector<RareItem>& items, const HostsByKind& hosts,
                      Language language, const Terminal& terminal) {
  const bool japanese = language == Language::kJapanese;
  if (items.empty()) {
    return japanese ? "希少な名前は見つかりませんでした。\n" : "No rare names were found.\n";
  }
  using enum Table::Align;
  Table table({{japanese ? "種類" : "KIND"},
               {japanese ? "名前" : "NAME"},
               {japanese ? "ホスト数" : "HOSTS", kRight},
               {japanese ? "利用者" : "USERS", kRight},
               {japanese ? "回数" : "COUNT", kRight},
               {japanese ? "初回観測(UTC)" : "FIRST SEEN (UTC)"},
               {japanese ? "ホスト" : "ON", kLeft, true}});
  for (const RareItem& item : items) {
    table.AddRow({{std::string(RareKindName(item.kind))},
                  {SafeText(item.value)},
                  {fmt::format("{}/{}", item.hosts, OfHosts(item, hosts))},
                  {UserCount(item)},
                  {GroupedNumber(item.count)},
                  {MinuteText(item.first.time)},
                  {SafeText(HostList(item))}});
  }
  return table.Render(terminal);
}

std::string RareJson(const std::vector<RareItem>& items, const HostsByKind& hosts) {
  std::string out;
  for (const RareItem& item : items) {
    AppendJsonMember("{\"kind\":", RareKindName(item.kind), out);
    AppendJsonMember(",\"value\":", item.value, out);
    out += fmt::format(",\"hosts\":{},\"of_hosts\":{},\"host_names\":", item.hosts,
                       OfHosts(item, hosts));
    AppendEach("", item.seen, out, [&](const auto& at) { AppendJsonString(at.second, out); });
    AppendEach(",\"users\":", item.users, out,
               [&](const std::string& user) { AppendJsonString(user, out); });
    AppendNumberMember(",\"count\":", item.count, out);
    AppendTimeMember(",\"first\":", item.first.time, out);
    AppendTimeMember(",\"last\":", item.last.time, out);
    out += "}\n";
  }
  return out;
}

}  // namespace noroshi
