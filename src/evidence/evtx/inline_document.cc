#include "evidence/evtx/inline_document.h"

#include <string_view>

#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/plain_scan.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

// Structures remembered by their hash only: some 2 MiB.
constexpr std::size_t kMaxSeen = 65'536;

bool HasPlaceInStructure(TokenKind kind) noexcept {
  return kind == TokenKind::kOpen || kind == TokenKind::kAttribute ||
         kind == TokenKind::kCloseStart || kind == TokenKind::kCloseEmpty ||
         kind == TokenKind::kEnd || kind == TokenKind::kText;
}

// The structure of a parsed document: `to` gets its tokens, with values in place of its texts.
// False when there are other than `count` of them, or a token that has no place in a structure.
bool MakeStructure(const Fragment& document, std::size_t count, Fragment& to) {
  bool names_field = false;
  std::uint16_t values = 0;
  for (Token token : document.tokens) {
    if (!HasPlaceInStructure(token.kind)) return false;
    const std::string_view text = document.TextOf(token);
    token.begin = static_cast<std::uint32_t>(to.text.size());
    if (token.kind == TokenKind::kText && !names_field) {
      token.kind = TokenKind::kSubstitution;
      token.type = kTypeString;
      token.index = values++;
      token.size = 0;
    } else {
      to.text += text;
    }
    names_field = token.kind == TokenKind::kAttribute && text == "Name";
    to.tokens.push_back(token);
  }
  return values == count;
}

}  // namespace

const Template* InlineDocuments::Make(std::size_t begin, std::size_t end, std::size_t count,
                                      TemplateStore& templates) const {
  Fragment document, structure;
  ParseFragment(chunk_, begin, end, FragmentPlace::kRecord, document);
  if (!document.issues.empty() || !MakeStructure(document, count, structure)) return nullptr;
  return templates.ShareDocument(structure);
}

const Template* InlineDocuments::Read(std::size_t begin, std::size_t end, TemplateStore& templates,
                                      std::span<ValueWindow> windows, std::size_t& count) {
  key_.resize(kMaxKeyBytes);
  PlainScan scan(chunk_, begin, end, TextRule::kValue, key_, windows);
  if (!scan.Run()) return nullptr;
  count = scan.value_count();
  const std::uint64_t hash = StructureMemo::HashOf(scan.key());
  if (const Template* const* known = memo_.Find(scan.key(), hash)) return *known;
  if (seen_.size() < kMaxSeen && seen_.insert(hash).second) return nullptr;
  const Template* const structure = Make(begin, end, count, templates);
  memo_.Add(scan.key(), hash, structure);
  return structure;
}

}  // namespace noroshi::evtx
