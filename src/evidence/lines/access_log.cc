#include "evidence/lines/access_log.h"

#include "evidence/lines/tokens.h"

namespace noroshi::lines {
namespace {

constexpr std::size_t kTimeWord = 3;  // without a virtual host

bool IsTime(std::string_view word) noexcept {
  // [10/Oct/2000:13:55:36 -0700]
  return word.size() == 28 && word[0] == '[' && word[3] == '/' && word[7] == '/' &&
         word[12] == ':' && word[27] == ']';
}

// How many words stand before the client; npos when this is no access log.
std::size_t FirstWord(const std::vector<std::string_view>& words) noexcept {
  for (const std::size_t first : {std::size_t{0}, std::size_t{1}}) {
    if (words.size() >= first + 7 && IsTime(words[first + kTimeWord]) &&
        words[first + kTimeWord + 1].starts_with('"')) {
      return first;
    }
  }
  return std::string_view::npos;
}

// "TCP_MISS:HIER_DIRECT", which squid puts behind its common and combined formats.
bool IsSquidResult(std::string_view word) noexcept {
  const std::size_t colon = word.find(':');
  return colon != std::string_view::npos && colon != 0 && colon + 1 < word.size() &&
         word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:") ==
             std::string_view::npos &&
         word.substr(0, colon).find('_') != std::string_view::npos;
}

}  // namespace

bool AccessLog::Detect(std::string_view start) {
  bool found = false;
  std::vector<std::string_view> words;
  ForFirstLines(start, 8, [&](std::string_view line) {
    SplitWords(line, words);
    found = FirstWord(words) != std::string_view::npos;
    return !found;
  });
  return found;
}

AccessLog::Parser::Parser(PathTable& paths)
    : vhost_(paths.Find(kRootPath, "cs-host")),
      client_(paths.Find(kRootPath, "c-ip")),
      user_(paths.Find(kRootPath, "cs-username")),
      time_(paths.Find(kRootPath, "_time")),
      method_(paths.Find(kRootPath, "cs-method")),
      uri_(paths.Find(kRootPath, "cs-uri")),
      version_(paths.Find(kRootPath, "cs-version")),
      status_(paths.Find(kRootPath, "sc-status")),
      bytes_(paths.Find(kRootPath, "sc-bytes")),
      referer_(paths.Find(kRootPath, "cs-referer")),
      agent_(paths.Find(kRootPath, "cs-user-agent")),
      proxied_uri_(paths.Find(kRootPath, "c-uri")),
      action_(paths.Find(kRootPath, "s-action")),
      hierarchy_(paths.Find(kRootPath, "s-hierarchy")),
      more_(paths.Find(kRootPath, "more")) {}

void AccessLog::Parser::Add(PathId path, std::string_view text, FlatRecord& record) const {
  if (text != "-") record.Add(path, FlatType::kHexed, text);
}

void AccessLog::Parser::AddRequest(std::string_view request, PathId uri, FlatRecord& record) const {
  const std::size_t first = request.find(' ');
  const std::size_t last = request.rfind(' ');
  if (first == std::string_view::npos) return Add(uri, request, record);
  Add(method_, request.substr(0, first), record);
  if (last > first && request.substr(last + 1).starts_with("HTTP/")) {
    Add(uri, request.substr(first + 1, last - first - 1), record);
    Add(version_, request.substr(last + 1), record);
  } else {
    Add(uri, request.substr(first + 1), record);
  }
}

Parsed AccessLog::Parser::Parse(std::string_view text, FlatRecord& record) {
  record.Clear();
  SplitWords(text, words_);
  const std::size_t first = FirstWord(words_);
  if (first == std::string_view::npos) return Parsed::kBad;
  if (first == 1) Add(vhost_, words_[0].substr(0, words_[0].find(':')), record);
  const auto word = [&](std::size_t i) {
    return first + i < words_.size() ? Unquoted(words_[first + i]) : std::string_view("-");
  };
  Add(client_, word(0), record);
  Add(user_, word(2), record);
  Add(time_, word(kTimeWord).substr(1, 26), record);
  const bool squid = words_.size() > first + 7 && IsSquidResult(words_.back());
  AddRequest(word(4), squid ? proxied_uri_ : uri_, record);
  Add(status_, word(5), record);
  Add(bytes_, word(6), record);
  if (squid) {
    const std::size_t colon = words_.back().find(':');
    Add(action_, words_.back().substr(0, colon), record);
    Add(hierarchy_, words_.back().substr(colon + 1), record);
    words_.pop_back();
  }
  Add(referer_, word(7), record);
  Add(agent_, word(8), record);
  for (std::size_t i = 9; first + i < words_.size(); ++i) Add(more_, word(i), record);
  return Parsed::kRecord;
}

}  // namespace noroshi::lines
