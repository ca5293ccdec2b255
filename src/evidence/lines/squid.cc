#include "evidence/lines/squid.h"

#include <algorithm>

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

// By word; action/status and hierarchy/peer are two fields each.
constexpr std::string_view kColumns[] = {
    "_time",     "time-taken", "c-ip",        "s-action",    "sc-status", "sc-bytes",
    "cs-method", "c-uri",      "cs-username", "s-hierarchy", "r-ip",      "rs-content-type"};
constexpr std::size_t kWords = 10;

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

bool Squid::Detect(std::string_view start) {
  bool found = false;
  std::vector<std::string_view> words;
  ForFirstLines(start, 8, [&](std::string_view line) {
    SplitWords(line, words);
    found = IsSquid(words);
    return !found;
  });
  return found;
}

Squid::Parser::Parser(PathTable& paths) : more_(paths.Find(kRootPath, "more")) {
  for (const std::string_view name : kColumns) columns_.push_back(paths.Find(kRootPath, name));
}

Parsed Squid::Parser::Parse(std::string_view text, FlatRecord& record) {
  record.Clear();
  SplitWords(text, words_);
  if (!IsSquid(words_)) return Parsed::kBad;
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
  return Parsed::kRecord;
}

}  // namespace noroshi::lines
