#include "matcher/run/glob_set.h"

#include <algorithm>
#include <string>

#include "base/case_fold.h"

namespace noroshi {
namespace {

using Kind = PatternPart::Kind;

bool IsRun(const GlobPiece& piece) noexcept { return piece.kind == Kind::kAnyRun; }

bool IsDash(char32_t c) noexcept { return c == U'-' || c == U'/' || (c >= 0x2013 && c <= 0x2015); }

bool FitsCharacter(Kind kind, char32_t c) noexcept { return kind == Kind::kAnyOne || IsDash(c); }

// Where the character that ends at `end` begins. REQUIRES: end > 0.
std::size_t PreviousCharacter(std::string_view text, std::size_t end) noexcept {
  constexpr std::size_t kLongest = 4;
  for (std::size_t size = 2; size <= std::min(kLongest, end); ++size) {
    if (DecodeCharacter(text.substr(0, end), end - size).size == size) return end - size;
  }
  return end - 1;
}

}  // namespace

std::uint32_t GlobSet::Add(const Pattern& pattern, bool cased) {
  std::string text;
  for (const PatternPart& part : pattern.parts) {
    const auto offset = static_cast<std::uint32_t>(pool_.size());
    if (part.kind == Kind::kLiteral) {
      text.clear();
      cased ? void(text.append(part.text)) : AppendFolded(part.text, text);
      pool_.Append(text);
    }
    const auto size = static_cast<std::uint32_t>(pool_.size() - offset);
    const bool own = pieces_.size() > first_piece_.back();  // there is a piece of ours before it
    if (part.kind == Kind::kLiteral && own && pieces_.back().kind == Kind::kLiteral) {
      pieces_.Mutable(pieces_.size() - 1).size += size;
    } else if (part.kind != Kind::kLiteral || size != 0) {
      pieces_.push_back({.kind = part.kind, .offset = offset, .size = size});
    }
  }
  first_piece_.push_back(static_cast<std::uint32_t>(pieces_.size()));
  return static_cast<std::uint32_t>(size() - 1);
}

std::uint32_t GlobSet::Add(const GlobSet& other, std::uint32_t id) {
  for (const GlobPiece& piece : other.pieces(id)) {
    pieces_.push_back({.kind = piece.kind,
                       .offset = static_cast<std::uint32_t>(pool_.size()),
                       .size = piece.size});
    pool_.Append(other.literal(piece));
  }
  first_piece_.push_back(static_cast<std::uint32_t>(pieces_.size()));
  return static_cast<std::uint32_t>(size() - 1);
}

void GlobSet::ShrinkToFit() {
  pieces_.ShrinkToFit();
  first_piece_.ShrinkToFit();
  pool_.ShrinkToFit();
}

// Bytes that continue a character are not counted; all others, valid or not, begin one.
std::size_t GlobSet::LeastCharacters(std::uint32_t id) const noexcept {
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  std::size_t least = 0;
  for (const GlobPiece& piece : pieces(id)) {
    if (piece.kind == Kind::kLiteral) {
      least += static_cast<std::size_t>(std::ranges::count_if(literal(piece), begins_character));
    } else if (!IsRun(piece)) {
      ++least;
    }
  }
  return least;
}

bool GlobSet::IsSound() const noexcept {
  if (first_piece_.empty() || first_piece_.front() != 0) return false;
  if (first_piece_.back() != pieces_.size() || !std::ranges::is_sorted(first_piece_)) return false;
  return std::ranges::all_of(pieces_, [this](const GlobPiece& piece) {
    return piece.offset <= pool_.size() && piece.size <= pool_.size() - piece.offset;
  });
}

bool GlobSet::IsPlain(std::uint32_t id) const noexcept {
  const Pieces all = pieces(id);
  return all.size() == 1 && all[0].kind == Kind::kLiteral;
}

std::size_t GlobSet::MatchForward(Pieces segment, std::string_view text,
                                  std::size_t at) const noexcept {
  for (const GlobPiece& piece : segment) {
    if (piece.kind == Kind::kLiteral) {
      if (text.compare(at, piece.size, literal(piece)) != 0) return kNotFound;
      at += piece.size;
      continue;
    }
    if (at >= text.size()) return kNotFound;
    const DecodedCharacter character = DecodeCharacter(text, at);
    if (!FitsCharacter(piece.kind, character.code_point)) return kNotFound;
    at += character.size;
  }
  return at;
}

std::size_t GlobSet::MatchBackward(Pieces segment, std::string_view text,
                                   std::size_t at) const noexcept {
  for (std::size_t i = segment.size(); i-- > 0;) {
    const GlobPiece& piece = segment[i];
    if (piece.kind == Kind::kLiteral) {
      if (at < piece.size || text.substr(at - piece.size, piece.size) != literal(piece)) {
        return kNotFound;
      }
      at -= piece.size;
      continue;
    }
    if (at == 0) return kNotFound;
    at = PreviousCharacter(text, at);
    if (!FitsCharacter(piece.kind, DecodeCharacter(text, at).code_point)) return kNotFound;
  }
  return at;
}

std::size_t GlobSet::FindSegment(Pieces segment, std::string_view text,
                                 std::size_t at) const noexcept {
  const GlobPiece& first = segment.front();
  while (at <= text.size()) {
    if (first.kind == Kind::kLiteral) {
      at = text.find(literal(first), at);
      if (at == std::string_view::npos) return kNotFound;
    }
    const std::size_t end = MatchForward(segment, text, at);
    if (end != kNotFound) return end;
    if (at >= text.size()) return kNotFound;
    at += DecodeCharacter(text, at).size;
  }
  return kNotFound;
}

// `middle` begins behind one run and ends with another.
bool GlobSet::FindAll(Pieces middle, std::string_view text) const noexcept {
  std::size_t at = 0;
  auto from = middle.begin();
  while (from != middle.end()) {
    const auto run = std::find_if(from, middle.end(), IsRun);
    if (run != from) {
      at = FindSegment(Pieces(from, run), text, at);
      if (at == kNotFound) return false;
    }
    from = run == middle.end() ? run : run + 1;
  }
  return true;
}

bool GlobSet::Fits(std::uint32_t id, std::string_view text) const noexcept {
  const Pieces all = pieces(id);
  const auto first_run = std::find_if(all.begin(), all.end(), IsRun);
  const std::size_t head = MatchForward(Pieces(all.begin(), first_run), text, 0);
  if (first_run == all.end()) return head == text.size();
  if (head == kNotFound) return false;
  auto last_run = all.end() - 1;
  while (!IsRun(*last_run)) --last_run;
  const std::string_view rest = text.substr(head);
  const std::size_t tail = MatchBackward(Pieces(last_run + 1, all.end()), rest, rest.size());
  if (tail == kNotFound) return false;
  return FindAll(Pieces(first_run, last_run), rest.substr(0, tail));
}

bool GlobSet::FitsAround(std::uint32_t id, std::size_t piece, std::string_view text,
                         std::size_t at) const noexcept {
  const Pieces segment = pieces(id).subspan(1, pieces(id).size() - 2);
  const Pieces before = segment.first(piece - 1), behind = segment.subspan(piece);
  const std::size_t end = at + segment[piece - 1].size;
  return MatchBackward(before, text, at) != kNotFound &&
         MatchForward(behind, text, end) != kNotFound;
}

std::string_view WithoutTrailingBlanks(std::string_view text) noexcept {
  std::size_t size = text.size();
  while (size > 0 &&
         (text[size - 1] == ' ' || (text[size - 1] >= '\t' && text[size - 1] <= '\r'))) {
    --size;
  }
  return text.substr(0, size);
}

}  // namespace noroshi
