#include "scan/yara/anchor_gate.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace noroshi::scan {
namespace {

constexpr std::size_t kGramBytes = sizeof(std::uint32_t);
static_assert(AnchorGate::kLeastBytes >= kGramBytes);

std::uint32_t GramAt(const std::uint8_t* at) noexcept {
  std::uint32_t gram = 0;
  std::memcpy(&gram, at, sizeof(gram));
  return gram;
}

// Sixteen bits; the upper half of a product depends on all bits of the factor.
std::uint32_t HashOf(std::uint32_t gram) noexcept { return (gram * 0x9E3779B1U) >> 16; }

int DigitOf(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// How common a byte is in programs and texts: small letters, zeros and ones more than others.
int Commonness(std::uint16_t byte) noexcept {
  if (byte == 0 || byte == 0xFF) return 4;
  if (byte == ' ' || byte == 1) return 3;
  if (byte < 'a' || byte > 'z') return 1;
  constexpr std::string_view kMostUsed = "etaoinsr";
  return kMostUsed.find(static_cast<char>(byte)) != std::string_view::npos ? 3 : 2;
}

}  // namespace

AnchorGate::Pattern AnchorGate::PatternOf(std::string_view text, std::size_t step) {
  Pattern pattern;
  for (const char c : text) {
    pattern.push_back(static_cast<std::uint8_t>(c));
    pattern.insert(pattern.end(), step - 1, 0);
  }
  return pattern;
}

// "{ 4C ?? 26 07 }"; empty where it is anything else.
AnchorGate::Pattern AnchorGate::ReadBraced(std::string_view braced) {
  Pattern pattern;
  std::string_view rest = braced.substr(1, braced.size() - 2);
  for (;;) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest.empty()) return pattern;
    if (rest.size() < 2) return {};
    const int high = DigitOf(rest[0]), low = DigitOf(rest[1]);
    const bool any = rest.starts_with("??");
    if (!any && (high < 0 || low < 0)) return {};
    pattern.push_back(any ? kAnyByte : static_cast<std::uint16_t>(high * 16 + low));
    rest.remove_prefix(2);
  }
}

std::size_t AnchorGate::RarestGram(const Pattern& pattern) noexcept {
  std::size_t best = pattern.size();
  int least = std::numeric_limits<int>::max();
  for (std::size_t at = 0; at + kGramBytes <= pattern.size(); ++at) {
    int sum = 0;
    bool given = true;
    for (std::size_t i = at; i < at + kGramBytes; ++i) {
      given = given && pattern[i] != kAnyByte;
      sum += Commonness(pattern[i]);
    }
    if (!given || sum >= least) continue;
    least = sum;
    best = at;
  }
  return best;
}

bool AnchorGate::Add(std::string_view needs) {
  if (needs.size() >= 2 && needs.front() == '{' && needs.back() == '}') {
    return AddAnchor(ReadBraced(needs));
  }
  return AddAnchor(PatternOf(needs, 1)) && AddAnchor(PatternOf(needs, 2));
}

bool AnchorGate::AddAnchor(Pattern pattern) {
  Anchor anchor;
  anchor.gram_at = RarestGram(pattern);
  if (anchor.gram_at == pattern.size()) return false;
  std::array<std::uint8_t, kGramBytes> gram{};
  std::transform(pattern.begin() + static_cast<std::ptrdiff_t>(anchor.gram_at),
                 pattern.begin() + static_cast<std::ptrdiff_t>(anchor.gram_at + kGramBytes),
                 gram.begin(), [](std::uint16_t byte) { return static_cast<std::uint8_t>(byte); });
  anchor.gram = GramAt(gram.data());
  anchor.pattern = std::move(pattern);
  const std::uint32_t hash = HashOf(anchor.gram);
  bits_[hash / 64] |= std::uint64_t{1} << (hash % 64);
  const auto place = std::upper_bound(
      anchors_.begin(), anchors_.end(), anchor.gram,
      [](std::uint32_t wanted, const Anchor& other) { return wanted < other.gram; });
  anchors_.insert(place, std::move(anchor));
  return true;
}

std::uint64_t AnchorGate::Bit(std::uint32_t gram) const noexcept {
  const std::uint32_t hash = HashOf(gram);
  return bits_[hash / 64] >> (hash % 64);
}

bool AnchorGate::MayMatch(Bytes content) const noexcept {
  if (content.size() < kGramBytes) return false;
  const std::size_t end = content.size() - kGramBytes + 1;  // where no gram begins any more
  const std::uint8_t* const data = content.data();
  std::size_t at = 0;
  // Eight places without a branch between them; most of the time none is of interest.
  constexpr std::size_t kStride = 8;
  for (; end - at >= kStride; at += kStride) {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < kStride; ++i) any |= Bit(GramAt(data + at + i));
    if ((any & 1) == 0) continue;
    for (std::size_t i = 0; i < kStride; ++i) {
      if (StandsAt(content, at + i)) return true;
    }
  }
  for (; at < end; ++at) {
    if (StandsAt(content, at)) return true;
  }
  return false;
}

bool AnchorGate::StandsAt(Bytes content, std::size_t at) const noexcept {
  const std::uint32_t gram = GramAt(content.data() + at);
  if ((Bit(gram) & 1) == 0) return false;
  auto anchor = std::lower_bound(
      anchors_.begin(), anchors_.end(), gram,
      [](const Anchor& other, std::uint32_t wanted) { return other.gram < wanted; });
  for (; anchor != anchors_.end() && anchor->gram == gram; ++anchor) {
    if (at < anchor->gram_at) continue;
    const Bytes rest = content.subspan(at - anchor->gram_at);
    if (rest.size() < anchor->pattern.size()) continue;
    const auto stands = [](std::uint16_t wanted, std::uint8_t byte) {
      return wanted == byte || wanted == kAnyByte;
    };
    if (std::equal(anchor->pattern.begin(), anchor->pattern.end(), rest.begin(), stands)) {
      return true;
    }
  }
  return false;
}

}  // namespace noroshi::scan
