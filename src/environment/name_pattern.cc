#include "environment/name_pattern.h"

#include "base/case_fold.h"

namespace noroshi {
namespace {

bool IsDigitByte(char c) noexcept { return c >= '0' && c <= '9'; }

// Bytes of the character of UTF-8 that `text` begins with. REQUIRES: not empty.
std::size_t CharacterBytes(std::string_view text) noexcept { return DecodeCharacter(text, 0).size; }

// How many bytes of `text` the pattern's character takes; 0 = it does not fit.
std::size_t OneStep(std::string_view text, char pattern, PatternWords words) noexcept {
  if (text.empty()) return 0;
  if (pattern == '?') return CharacterBytes(text);
  if (pattern == '#' && words == PatternWords::kName) return IsDigitByte(text[0]) ? 1 : 0;
  return text[0] == pattern ? 1 : 0;
}

}  // namespace

bool StandsForEverything(std::string_view entry) noexcept {
  if (entry.empty()) return false;
  if (entry.find_first_not_of("*?") == std::string_view::npos) return true;
  constexpr unsigned kWholeV4 = 96;  // 0.0.0.0/0 inside IPv6
  const auto network = ParseIpNetwork(entry);
  return network && network->prefix <= (network->first.is_v4() ? kWholeV4 : 0U);
}

bool HasWildcard(std::string_view pattern, PatternWords words) noexcept {
  return pattern.find_first_of(words == PatternWords::kName ? "*?#" : "*?") !=
         std::string_view::npos;
}

// Greedy with one place to go back to: the last star, whose run grows by a character.
bool FitsPattern(std::string_view text, std::string_view pattern, PatternWords words) noexcept {
  std::size_t at = 0, next = 0;
  std::size_t star = std::string_view::npos, star_at = 0;
  while (at < text.size() || next < pattern.size()) {
    if (next < pattern.size() && pattern[next] == '*') {
      star = next++;
      star_at = at;
      continue;
    }
    const std::size_t step =
        next < pattern.size() ? OneStep(text.substr(at), pattern[next], words) : 0;
    if (step != 0) {
      at += step;
      ++next;
      continue;
    }
    if (star == std::string_view::npos || star_at >= text.size()) return false;
    star_at += CharacterBytes(text.substr(star_at));
    at = star_at;
    next = star + 1;
  }
  return true;
}

std::string_view ShortHostName(std::string_view name) noexcept {
  if (ParseIpAddress(name)) return name;
  return name.substr(0, name.find('.'));
}

std::string_view ShortAccountName(std::string_view account) noexcept {
  if (const std::size_t slash = account.rfind('\\'); slash != std::string_view::npos) {
    account.remove_prefix(slash + 1);
  }
  return account.substr(0, account.find('@'));
}

void NamePatterns::Add(std::string_view entry) {
  if (const auto network = ParseIpNetwork(entry)) {
    networks_.Add(*network);
  } else if (HasWildcard(entry, words_)) {
    patterns_.push_back(Folded(entry));
  } else {
    names_.insert(Folded(entry));
  }
}

bool NamePatterns::Has(std::string_view text) const {
  if (!networks_.empty() && networks_.Has(text)) return true;
  if (names_.empty() && patterns_.empty()) return false;
  const std::string folded = Folded(text);
  if (names_.contains(folded)) return true;
  for (const std::string& pattern : patterns_) {
    if (FitsPattern(folded, pattern, words_)) return true;
  }
  return false;
}

bool NamePatterns::HasHost(std::string_view host) const {
  const std::string_view name = ShortHostName(host);
  return Has(host) || (name.size() != host.size() && Has(name));
}

bool NamePatterns::HasAccount(std::string_view account) const {
  const std::string_view name = ShortAccountName(account);
  return Has(account) || (name.size() != account.size() && Has(name));
}

}  // namespace noroshi
