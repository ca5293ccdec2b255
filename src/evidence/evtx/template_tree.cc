#include "evidence/evtx/template_tree.h"

#include "evidence/evtx/tree_builder.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

bool IsSubstitution(const Token& token) noexcept {
  return token.kind == TokenKind::kSubstitution || token.kind == TokenKind::kOptional;
}

bool HasValue(const Fragment& fragment, std::size_t attribute) noexcept {
  if (attribute + 1 >= fragment.tokens.size()) return false;
  const Token& next = fragment.tokens[attribute + 1];
  return next.kind == TokenKind::kText || IsSubstitution(next);
}

class TemplateTreeBuilder {
 public:
  explicit TemplateTreeBuilder(Tree& tree) : tree_(tree) { builder_.Begin(tree); }

  // Adds a fragment's tokens; `inner` goes where the embedded document stands. Two levels at most.
  bool Add(const Fragment& fragment, std::uint8_t level, const Fragment* inner, SlotRef embedded) {
    for (std::size_t i = 0; i < fragment.tokens.size(); ++i) {
      const Token& token = fragment.tokens[i];
      if (token.kind == TokenKind::kAttribute && !HasValue(fragment, i)) continue;  // E-5.4
      const bool document =
          level == 0 && IsSubstitution(token) && token.index == embedded.index && embedded.exists();
      if (document) {
        if (builder_.in_attribute() || token.type != kTypeEmbedded) return false;
        if (inner != nullptr && !Add(*inner, 1, nullptr, {})) return false;
      } else if (!AddToken(fragment, token, level)) {
        return false;
      }
    }
    return true;
  }

 private:
  bool AddToken(const Fragment& fragment, const Token& token, std::uint8_t level) {
    switch (token.kind) {
      case TokenKind::kOpen:
        tree_.SetDependency(builder_.Open(fragment.TextOf(token)), {token.index, level});
        return true;
      case TokenKind::kAttribute: builder_.Attribute(fragment.TextOf(token)); return true;
      case TokenKind::kCloseStart:
      case TokenKind::kCloseEmpty:
      case TokenKind::kEnd: builder_.Close(token.kind); return true;
      case TokenKind::kText:
        tree_.AddValue(builder_.target(), Value::Utf8(fragment.TextOf(token)));
        return true;
      case TokenKind::kSubstitution:
      case TokenKind::kOptional:
        if (token.type == kTypeEmbedded) return false;  // a second document, or a third level
        tree_.AddSlot(builder_.target(), {token.index, level}, token.kind == TokenKind::kOptional);
        return true;
      case TokenKind::kInstruction:
        tree_.AddInstruction(builder_.target(), fragment.TextOf(token));
        return true;
      case TokenKind::kInstance: return false;
    }
    return false;
  }

  Tree& tree_;
  TreeBuilder builder_;
};

}  // namespace

SlotRef EmbeddedSlot(const Fragment& outer) noexcept {
  SlotRef found;
  for (const Token& token : outer.tokens) {
    if (!IsSubstitution(token) || token.type != kTypeEmbedded) continue;
    if (found.exists()) return {};
    found = {token.index, 0};
  }
  return found;
}

bool BuildTemplateTree(const Fragment& outer, const Fragment* inner, Tree& tree,
                       SlotRef& embedded) {
  embedded = EmbeddedSlot(outer);
  return TemplateTreeBuilder(tree).Add(outer, 0, inner, embedded);
}

}  // namespace noroshi::evtx
