#include "evidence/lines/squid.h"

#include <algorithm>

#include "base/ip_network.h"
#include "evidence/lines/tokens.h"
#include "evidence/mapping/mapping.h"

namespace noroshi::lines {
namespace {

// By word; action/status and hierarchy/peer are two fields each.
constexpr std::string_view kColumns[] = {
    "_time",     "time-taken", "c-ip",        "s-action",    "sc-status", "sc-bytes",
    "cs-method", "c-uri",      "cs-username", "s-hierarchy", "r-ip",      "rs-content-type"};
constexpr std::size_t kWords = 10;
constexpr std::string_view kLog = "proxy:squid";

bool IsTime(std::string_view word) noexcept {
  const std::size_t point = word.find('.');
  return point != std::string_view::npos && point >= 9 && IsDigits(word.substr(0, point)) &&
         IsDigits(word.substr(point + 1));
}

bool IsSquid(const std::vector<std::string_view>& words) noexcept {
  if (words.size() < kWords || !IsTime(words[0]) || !IsDigits(words[1])) return false;
  const std::size_t slash = words[3].find('/');
  return slash != std::string_view::npos && IsDigits(words[3].substr(slash + 1)) &&
         IsDigits(words[4]) && words[8].find('/') != std::string_view::npos;
}

// "TCP_MISS/200" => two.
std::pair<std::string_view, std::string_view> AtSlash(std::string_view word) noexcept {
  const std::size_t slash = std::min(word.find('/'), word.size());
  return {word.substr(0, slash), word.substr(std::min(slash + 1, word.size()))};
}

}  // namespace

bool Squid::Detect(std::string_view start, const ReadOptions& options) {
  PathTable paths;
  Parser parser(paths, options);
  FlatRecord record;
  bool found = false;
  ForFirstLines(start, 8, [&](std::string_view line) {
    found = parser.Parse(line, record) == Parsed::kRecord;
    return !found;
  });
  return found;
}

Squid::Parser::Parser(PathTable& paths, const ReadOptions& options)
    : more_(paths.Find(kRootPath, "more")),
      log_(paths.Find(kRootPath, "_log")),
      client_(paths.Find(kRootPath, "c-ip")),
      uri_(paths.Find(kRootPath, "c-uri")),
      agent_(paths.Find(kRootPath, "cs-user-agent")) {
  for (const std::string_view name : kColumns) columns_.push_back(paths.Find(kRootPath, name));
  for (const Mapping* mapping : options.text.mappings) {
    if (mapping->logformat.empty()) continue;
    auto format = SquidFormat::Make(mapping->logformat, paths);
    if (format.ok()) own_.push_back(std::move(*format));
  }
  for (const std::string_view text : {kSquidReferrer, kSquidUserAgent}) {
    auto format = SquidFormat::Make(text, paths);
    if (format.ok()) short_.push_back(std::move(*format));
  }
}

Parsed Squid::Parser::Parse(std::string_view text, FlatRecord& record) {
  made_.Reset();
  for (const SquidFormat& format : own_) {
    record.Clear();
    record.Add(log_, FlatType::kText, kLog);
    if (format.Read(text, record, made_)) return Parsed::kRecord;
  }
  record.Clear();
  record.Add(log_, FlatType::kText, kLog);
  return ReadNative(text, record) || ReadShort(text, record) ? Parsed::kRecord : Parsed::kBad;
}

bool Squid::Parser::ReadNative(std::string_view text, FlatRecord& record) {
  SplitWords(text, words_);
  if (!IsSquid(words_)) return false;
  const auto [action, status] = AtSlash(words_[3]);
  const auto [hierarchy, peer] = AtSlash(words_[8]);
  const std::string_view values[] = {words_[0], words_[1], words_[2], action,    status, words_[4],
                                     words_[5], words_[6], words_[7], hierarchy, peer,   words_[9]};
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (values[i] != "-") record.Add(columns_[i], FlatType::kText, values[i]);
  }
  for (std::size_t i = kWords; i < words_.size(); ++i) {
    record.Add(more_, FlatType::kText, Unquoted(words_[i]));
  }
  return true;
}

// Lines so short are told by what their values are.
bool Squid::Parser::ReadShort(std::string_view text, FlatRecord& record) {
  constexpr std::size_t kMostWords = 4, kHttpTimeBytes = 28;
  if (words_.size() < 3 || words_.size() > kMostWords) return false;
  const bool by_agent = words_[1].starts_with('[') && words_[1].size() == kHttpTimeBytes &&
                        words_[2].starts_with('"');
  if (by_agent ? words_.size() != 3 : words_.size() != kMostWords || !IsTime(words_[0])) {
    return false;
  }
  if (!short_[by_agent ? 1 : 0].Read(text, record, made_)) return false;
  const FlatField* const client = record.Find(client_);
  if (client == nullptr || !ParseIpAddress(client->text)) return false;
  if (by_agent) return record.Find(agent_) != nullptr || words_[2] == "\"-\"";
  const FlatField* const uri = record.Find(uri_);
  return uri != nullptr && uri->text.find(':') != std::string_view::npos;
}

}  // namespace noroshi::lines
