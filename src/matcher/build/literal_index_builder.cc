#include "matcher/build/literal_index_builder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/case_fold.h"
#include "base/table_hash.h"

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

constexpr std::size_t kQuadBytes = 4;
constexpr std::size_t kPairBytes = 2;

// The filter has this many bits per quad, so that a position of a value that holds none passes by
// chance once in 32 times; but it must stay inside the first-level cache (32 KiB) and worth a look.
constexpr std::size_t kFilterBitsPerQuad = 32;
constexpr unsigned kMinFilterLog2 = 10, kMaxFilterLog2 = 18;

// Statistics over the patterns' quads are kept by hash, in about as many counters as there are
// bytes of literals: most of a rule set's hundreds of fields have a handful of patterns.
constexpr unsigned kMinCounterLog2 = 6, kMaxCounterLog2 = 16;

bool IsRun(const GlobPiece& piece) noexcept { return piece.kind == Kind::kAnyRun; }
bool IsLiteral(const GlobPiece& piece) noexcept { return piece.kind == Kind::kLiteral; }

template <class T>
T LoadAt(std::string_view text, std::size_t at) noexcept {
  T word;
  std::memcpy(&word, text.data() + at, sizeof(word));
  return word;
}

// How common a byte is in paths, command lines and names, roughly: the exact numbers matter little
// because the patterns' own statistics weigh more.
constexpr std::array<std::uint8_t, 256> MakeCommonness() {
  std::array<std::uint8_t, 256> table{};
  table.fill(1);
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789 -/_:")) {
    table[static_cast<unsigned char>(c)] = 3;
  }
  for (const char c : std::string_view("etaoinsrlcdmp\\."))
    table[static_cast<unsigned char>(c)] = 6;
  return table;
}
constexpr std::array<std::uint8_t, 256> kCommonness = MakeCommonness();

std::uint64_t Commonness(std::string_view literal, std::size_t at) noexcept {
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < kQuadBytes; ++i)
    product *= kCommonness[static_cast<unsigned char>(literal[at + i])];
  return product;
}

// One segment between two runs.
bool IsOpenSegment(std::span<const GlobPiece> pieces) {
  return pieces.size() >= 3 && IsRun(pieces.front()) && IsRun(pieces.back()) &&
         std::none_of(pieces.begin() + 1, pieces.end() - 1, IsRun);
}

Remaining RemainingOf(std::span<const GlobPiece> pieces, std::size_t piece) {
  const bool anchored = pieces.size() == 2 && IsRun(pieces[1 - piece]);
  if (pieces.size() == 1 || anchored) return Remaining::kNothing;
  if (!IsOpenSegment(pieces) || piece > 0xFFFF) return Remaining::kAll;
  return pieces.size() == 3 ? Remaining::kNothing : Remaining::kAround;
}

std::uint32_t AnchorClass(std::uint32_t literal_size) noexcept {
  std::uint32_t index = 0;
  while (index + 1 < kAnchorSizes.size() && kAnchorSizes[index + 1] <= literal_size) ++index;
  return index;
}

// What a pattern is filed under.
struct Choice {
  std::size_t piece = 0;
  bool found = false, at_begin = false, at_end = false;

  [[nodiscard]] bool anchored() const noexcept { return at_begin || at_end; }
};

// The longest literal, an anchored one before one inside: it needs no scan.
Choice ChooseLiteral(std::span<const GlobPiece> pieces) {
  Choice best;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!IsLiteral(pieces[i])) continue;
    const Choice choice{i, true, i == 0, i + 1 == pieces.size()};
    const bool longer = best.found && pieces[i].size > pieces[best.piece].size;
    const bool same_kind = choice.anchored() == best.anchored();
    if (!best.found || (same_kind ? longer : choice.anchored())) best = choice;
  }
  return best;
}

}  // namespace

std::string PatternKey(const Pattern& pattern) {
  std::string key;
  for (const PatternPart& part : pattern.parts) {
    if (part.kind == Kind::kLiteral) {
      AppendFolded(part.text, key);
    } else {
      key.push_back('\xFF');  // never in UTF-8
      key.push_back(static_cast<char>('0' + static_cast<int>(part.kind)));
    }
  }
  return key;
}

std::uint32_t LiteralIndexBuilder::Add(const Pattern& pattern, std::string_view key) {
  bool is_new = false;
  const std::uint32_t id = ids_.Intern(key, is_new);
  return is_new ? index_.globs_.AddFolded(pattern) : id;
}

std::string_view LiteralIndexBuilder::LiteralOf(const GlobPiece& piece) const {
  return index_.globs_.literal(piece);
}

void LiteralIndexBuilder::CountQuads() {
  const auto wanted = static_cast<unsigned>(std::bit_width(index_.globs_.pool().size()));
  const unsigned log2 = std::clamp(wanted, kMinCounterLog2, kMaxCounterLog2);
  counter_shift_ = 32 - log2;
  quad_counts_.assign(1ULL << log2, 0);
  for (std::uint32_t id = 0; id < index_.size(); ++id) {
    for (const GlobPiece& piece : index_.globs_.pieces(id)) {
      const std::string_view literal = LiteralOf(piece);
      for (std::size_t at = 0; at + kQuadBytes <= literal.size(); ++at) {
        ++quad_counts_[QuadHash(LoadAt<std::uint32_t>(literal, at), counter_shift_)];
      }
    }
  }
}

std::uint32_t LiteralIndexBuilder::RarestQuad(std::string_view literal) const {
  std::uint32_t best = 0;
  std::uint64_t best_weight = ~0ULL;
  for (std::uint32_t at = 0; at + kQuadBytes <= literal.size(); ++at) {
    const auto quad = LoadAt<std::uint32_t>(literal, at);
    const std::uint64_t count = quad_counts_[QuadHash(quad, counter_shift_)];
    const std::uint64_t weight = count * count * Commonness(literal, at);
    if (weight >= best_weight) continue;
    best = at;
    best_weight = weight;
  }
  return best;
}

LiteralEntry LiteralIndexBuilder::EntryOf(std::uint32_t pattern, std::size_t piece,
                                          std::uint32_t lead) const {
  const auto pieces = index_.globs_.pieces(pattern);
  return {pattern,
          pieces[piece].offset,
          pieces[piece].size,
          lead,
          static_cast<std::uint16_t>(piece),
          RemainingOf(pieces, piece)};
}

void LiteralIndexBuilder::FileWhole(std::uint32_t pattern) {
  const auto pieces = index_.globs_.pieces(pattern);
  if (pieces.empty()) {
    whole_.emplace_back(TableHash({}), LiteralEntry{.pattern = pattern});
  } else {
    whole_.emplace_back(TableHash(LiteralOf(pieces[0])), EntryOf(pattern, 0, 0));
  }
}

void LiteralIndexBuilder::FileAnchored(std::uint32_t pattern, std::size_t piece, bool at_end) {
  const std::string_view literal = LiteralOf(index_.globs_.pieces(pattern)[piece]);
  const std::uint32_t size_class = AnchorClass(static_cast<std::uint32_t>(literal.size()));
  const std::uint32_t size = kAnchorSizes[size_class];
  const auto lead = static_cast<std::uint32_t>(at_end ? literal.size() - size : 0);
  (at_end ? index_.suffix_sizes_ : index_.prefix_sizes_) |= 1U << size_class;
  (at_end ? suffixes_ : prefixes_)
      .emplace_back(AnchorKey(literal.substr(lead, size)), EntryOf(pattern, piece, lead));
}

void LiteralIndexBuilder::FileInner(std::uint32_t pattern, std::size_t piece) {
  const std::string_view literal = LiteralOf(index_.globs_.pieces(pattern)[piece]);
  if (literal.size() >= kQuadBytes) {
    const std::uint32_t lead = RarestQuad(literal);
    quads_.emplace_back(LoadAt<std::uint32_t>(literal, lead), EntryOf(pattern, piece, lead));
  } else if (literal.size() >= kPairBytes) {
    pairs_.emplace_back(LoadAt<std::uint16_t>(literal, 0), EntryOf(pattern, piece, 0));
  } else {
    singles_.emplace_back(static_cast<unsigned char>(literal[0]), EntryOf(pattern, piece, 0));
  }
}

void LiteralIndexBuilder::File(std::uint32_t pattern) {
  const auto pieces = index_.globs_.pieces(pattern);
  if (pieces.empty() || index_.globs_.IsPlain(pattern)) return FileWhole(pattern);
  if (pieces.size() == 1 && IsRun(pieces[0])) return index_.any_value_.push_back(pattern);
  const Choice choice = ChooseLiteral(pieces);
  if (!choice.found) return index_.always_.push_back(pattern);
  if (!choice.anchored()) return FileInner(pattern, choice.piece);
  FileAnchored(pattern, choice.piece, choice.at_end);
}

void LiteralIndexBuilder::MakeFilters() {
  const auto wanted = static_cast<unsigned>(std::bit_width(quads_.size() * kFilterBitsPerQuad));
  const unsigned log2 = std::clamp(wanted, kMinFilterLog2, kMaxFilterLog2);
  index_.quad_shift_ = 32 - log2;
  std::vector<std::uint64_t> quad_filter((1ULL << log2) / 64);
  for (const auto& [key, entry] : quads_) {
    const std::uint32_t hash = QuadHash(static_cast<std::uint32_t>(key), index_.quad_shift_);
    quad_filter[hash / 64] |= 1ULL << (hash % 64);
  }
  index_.quad_filter_ = std::move(quad_filter);
  if (pairs_.empty()) return;
  std::vector<std::uint64_t> pair_filter((1U << 16) / 64);
  for (const auto& [key, entry] : pairs_) pair_filter[key / 64] |= 1ULL << (key % 64);
  index_.pair_filter_ = std::move(pair_filter);
}

bool LiteralIndexBuilder::NeedsText(std::uint32_t pattern) const {
  return std::ranges::any_of(index_.globs_.pieces(pattern), [&](const GlobPiece& piece) {
    return IsLiteral(piece) &&
           LiteralOf(piece).find_first_not_of(kMachineBytes) != std::string_view::npos;
  });
}

LiteralIndex LiteralIndexBuilder::Build() && {
  ids_ = {};  // no more patterns come: the peak of a start is here
  index_.globs_.ShrinkToFit();
  CountQuads();
  index_.texts_only_ = true;
  for (std::uint32_t id = 0; id < index_.size(); ++id) {
    File(id);
    index_.texts_only_ = index_.texts_only_ && NeedsText(id);
  }
  quad_counts_ = {};
  MakeFilters();
  index_.whole_ = BucketTable<LiteralEntry>(std::move(whole_));
  index_.prefixes_ = BucketTable<LiteralEntry>(std::move(prefixes_));
  index_.suffixes_ = BucketTable<LiteralEntry>(std::move(suffixes_));
  index_.quads_ = BucketTable<LiteralEntry>(std::move(quads_));
  index_.pairs_ = BucketTable<LiteralEntry>(std::move(pairs_));
  index_.singles_ = BucketTable<LiteralEntry>(std::move(singles_));
  return std::move(index_);
}

}  // namespace noroshi
