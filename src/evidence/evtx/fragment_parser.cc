#include "evidence/evtx/fragment_parser.h"

#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "base/utf.h"
#include "evidence/evtx/name.h"
#include "evidence/evtx/template_instance.h"

namespace noroshi::evtx {
namespace {

constexpr std::uint8_t kKindMask = 0x3F;
constexpr std::uint8_t kMoreFlag = 0x40;  // here: the element start has an attribute list size
constexpr std::uint8_t kStringType = 1;
constexpr std::uint8_t kFragmentHeaderToken = 0x0F;

// Fragment header, element start, name reference, end: the least a fragment can be. Fewer bytes are
// the padding of a record to a multiple of 8, in which old bytes may look like a beginning.
constexpr std::size_t kMinFragmentBytes = 14;

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr Entity kEntities[] = {
    {"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}};

class Parser {
 public:
  Parser(Bytes chunk, std::size_t begin, std::size_t end, bool dependency_ids, Fragment& fragment)
      : chunk_(chunk), in_(chunk.first(end)), dependency_ids_(dependency_ids), fragment_(fragment) {
    Bytes skipped;
    running_ = in_.TryTake(begin, skipped);
  }

  std::size_t Run() {
    while (running_ && in_.remaining() > 0) Step();
    CloseAll();
    return in_.position();
  }

 private:
  using Handler = void (Parser::*)();
  static const std::array<Handler, 16> kHandlers;

  void Step() {
    std::uint8_t byte = 0;
    if (!in_.TryRead(byte)) return Stop(DamageKind::kTokenUnknown);
    if (fragment_.text.size() > kMaxFragmentText) return Stop(DamageKind::kBudget);
    const std::uint8_t kind = byte & kKindMask;
    if (kind >= kHandlers.size() || (byte & 0x80) != 0) return Stop(DamageKind::kTokenUnknown);
    more_ = (byte & kMoreFlag) != 0;
    (this->*kHandlers[kind])();
  }

  void Stop(DamageKind kind) {
    fragment_.issues.Add(kind);
    running_ = false;
  }

  void Emit(TokenKind kind, std::size_t text_begin, std::uint16_t index = kNoDependency,
            std::uint8_t type = 0) {
    fragment_.tokens.push_back({kind, type, index, static_cast<std::uint32_t>(text_begin),
                                static_cast<std::uint32_t>(fragment_.text.size() - text_begin), 0});
  }

  // Reads a name and emits it as `kind`.
  void NamedToken(TokenKind kind, std::uint16_t index = kNoDependency) {
    const std::size_t begin = fragment_.text.size();
    if (!ReadName(in_, chunk_, fragment_.text, fragment_.issues)) {
      fragment_.text.resize(begin);
      return Stop(DamageKind::kNameBounds);
    }
    Emit(kind, begin, index);
  }

  // The end of a fragment. Another may follow; else what is left is padding.
  void EndOfFragment() {
    if (!open_.empty()) return Stop(DamageKind::kTokenOrder);
    running_ = IsFurtherFragment(chunk_, in_.position(), in_.all().size());
  }

  void OpenElement() {
    if (in_start_tag_) return Stop(DamageKind::kTokenOrder);
    if (open_.size() >= kMaxOpenElements) return Stop(DamageKind::kNesting);
    std::uint16_t dependency = kNoDependency;
    std::uint32_t size = 0;
    if ((dependency_ids_ && !in_.TryRead(dependency)) || !in_.TryRead(size)) {
      return Stop(DamageKind::kTokenOrder);
    }
    const std::size_t index = fragment_.tokens.size();
    const bool has_list = more_;
    NamedToken(TokenKind::kOpen, dependency);
    if (!running_) return;
    if (has_list && !in_.TryRead(size)) return Stop(DamageKind::kTokenOrder);
    open_.push_back(static_cast<std::uint32_t>(index));
    in_start_tag_ = true;
  }

  void CloseElement(TokenKind kind) {
    fragment_.tokens[open_.back()].end = static_cast<std::uint32_t>(fragment_.tokens.size());
    open_.pop_back();
    Emit(kind, fragment_.text.size());
    in_start_tag_ = false;
  }

  void CloseStart() {
    if (!in_start_tag_) return Stop(DamageKind::kTokenOrder);
    in_start_tag_ = false;
    Emit(TokenKind::kCloseStart, fragment_.text.size());
  }

  void CloseEmpty() {
    if (!in_start_tag_) return Stop(DamageKind::kTokenOrder);
    CloseElement(TokenKind::kCloseEmpty);
  }

  void EndElement() {
    if (in_start_tag_ || open_.empty()) return Stop(DamageKind::kTokenOrder);
    CloseElement(TokenKind::kEnd);
  }

  void Attribute() {
    if (!in_start_tag_) return Stop(DamageKind::kTokenOrder);
    NamedToken(TokenKind::kAttribute);
  }

  // Content may stand between tags or behind an attribute's name, not in an open start tag.
  bool AcceptsContent() {
    const bool in_attribute = in_start_tag_ && fragment_.tokens.back().kind != TokenKind::kOpen;
    if (!in_start_tag_ || in_attribute) return true;
    Stop(DamageKind::kTokenOrder);
    return false;
  }

  // Reads a length and that many UTF-16 units; appends them to the fragment's text.
  bool TakeText() {
    std::uint16_t units = 0;
    Bytes text;
    if (!in_.TryRead(units) || !in_.TryTake(2U * units, text)) {
      Stop(DamageKind::kTokenOrder);
      return false;
    }
    AppendUtf16(text.first(Utf16BytesBeforeNul(text)), fragment_.text);
    return true;
  }

  // Emits what was appended to the text since `begin`, joined to a text token right before it.
  void EmitText(std::size_t begin) {
    Token* const last = fragment_.tokens.empty() ? nullptr : &fragment_.tokens.back();
    if (last != nullptr && last->kind == TokenKind::kText) {
      last->size = static_cast<std::uint32_t>(fragment_.text.size() - last->begin);
    } else {
      Emit(TokenKind::kText, begin);
    }
  }

  void Text() {
    std::uint8_t type = 0;
    if (!AcceptsContent()) return;
    if (!in_.TryRead(type)) return Stop(DamageKind::kTokenOrder);
    if (type != kStringType) fragment_.issues.Add(DamageKind::kValueType);
    CData();
  }

  void CData() {
    const std::size_t begin = fragment_.text.size();
    if (AcceptsContent() && TakeText()) EmitText(begin);
  }

  void CharacterReference() {
    std::uint16_t unit = 0;
    if (!AcceptsContent()) return;
    if (!in_.TryRead(unit)) return Stop(DamageKind::kTokenOrder);
    const std::size_t begin = fragment_.text.size();
    AppendCodePoint(unit, fragment_.text);
    EmitText(begin);
  }

  void EntityReference() {
    if (!AcceptsContent()) return;
    std::string name;
    if (!ReadName(in_, chunk_, name, fragment_.issues)) return Stop(DamageKind::kNameBounds);
    const std::size_t begin = fragment_.text.size();
    AppendEntity(name);
    EmitText(begin);
  }

  void AppendEntity(std::string_view name) {
    for (const Entity& entity : kEntities) {
      if (entity.name == name) {
        fragment_.text += entity.text;
        return;
      }
    }
    if (!AppendNumericEntity(name)) fragment_.text.append("&").append(name).append(";");
  }

  // "#65" or "#x41".
  bool AppendNumericEntity(std::string_view name) {
    if (name.size() < 2 || name[0] != '#') return false;
    const bool hex = name[1] == 'x' || name[1] == 'X';
    const std::string_view digits = name.substr(hex ? 2 : 1);
    const char* const end = digits.data() + digits.size();
    std::uint32_t number = 0;
    const auto [at, error] = std::from_chars(digits.data(), end, number, hex ? 16 : 10);
    if (error != std::errc() || at != end) return false;
    AppendCodePoint(number, fragment_.text);
    return true;
  }

  void InstructionTarget() {
    if (in_start_tag_) return Stop(DamageKind::kTokenOrder);
    NamedToken(TokenKind::kInstruction);
  }

  // The data belong to the target right before them: "target data".
  void InstructionData() {
    const bool follows =
        !fragment_.tokens.empty() && fragment_.tokens.back().kind == TokenKind::kInstruction;
    if (!follows) return Stop(DamageKind::kTokenOrder);
    fragment_.text.push_back(' ');
    if (!TakeText()) return;
    Token& target = fragment_.tokens.back();
    target.size = static_cast<std::uint32_t>(fragment_.text.size() - target.begin);
  }

  void Instance() {
    if (in_start_tag_) return Stop(DamageKind::kTokenOrder);
    const std::size_t at = in_.position() - 1;
    TemplateInstance instance;
    const bool readable = ReadInstance(chunk_, at, in_.all().size(), instance, fragment_.issues);
    Token token{.kind = TokenKind::kInstance};
    token.begin = static_cast<std::uint32_t>(at);
    token.size = static_cast<std::uint32_t>(in_.all().size() - at);
    fragment_.tokens.push_back(token);
    if (!readable) return Stop(DamageKind::kTemplateBounds);
    Bytes skipped;
    running_ = in_.TryTake(instance.end - in_.position(), skipped);
  }

  void Substitution(TokenKind kind) {
    std::uint16_t index = 0;
    std::uint8_t type = 0;
    if (!AcceptsContent()) return;
    if (!in_.TryRead(index) || !in_.TryRead(type)) return Stop(DamageKind::kTokenOrder);
    Emit(kind, fragment_.text.size(), index, type);
  }

  void NormalSubstitution() { Substitution(TokenKind::kSubstitution); }
  void OptionalSubstitution() { Substitution(TokenKind::kOptional); }

  void FragmentHeader() {
    Bytes version;
    if (!in_.TryTake(3, version)) Stop(DamageKind::kTokenOrder);
  }

  // Elements left open by bytes that ended early.
  void CloseAll() {
    if (open_.empty()) return;
    fragment_.issues.Add(DamageKind::kTokenOrder);
    while (!open_.empty()) {
      CloseElement(in_start_tag_ ? TokenKind::kCloseEmpty : TokenKind::kEnd);
    }
  }

  Bytes chunk_;
  ByteReader in_;
  bool dependency_ids_;
  Fragment& fragment_;
  std::vector<std::uint32_t> open_;  // token indices of the elements around the position
  bool running_ = true;
  bool more_ = false;
  bool in_start_tag_ = false;
};

// Indexed by token kind, spec section 5.
const std::array<Parser::Handler, 16> Parser::kHandlers = {
    &Parser::EndOfFragment,         // 00
    &Parser::OpenElement,           // 01
    &Parser::CloseStart,            // 02
    &Parser::CloseEmpty,            // 03
    &Parser::EndElement,            // 04
    &Parser::Text,                  // 05
    &Parser::Attribute,             // 06
    &Parser::CData,                 // 07
    &Parser::CharacterReference,    // 08
    &Parser::EntityReference,       // 09
    &Parser::InstructionTarget,     // 0a
    &Parser::InstructionData,       // 0b
    &Parser::Instance,              // 0c
    &Parser::NormalSubstitution,    // 0d
    &Parser::OptionalSubstitution,  // 0e
    &Parser::FragmentHeader,        // 0f
};

bool BrokeGrammar(const Fragment& fragment) noexcept {
  return fragment.issues.Has(DamageKind::kTokenUnknown) ||
         fragment.issues.Has(DamageKind::kTokenOrder) ||
         fragment.issues.Has(DamageKind::kNameBounds);
}

}  // namespace

bool IsFurtherFragment(Bytes chunk, std::size_t at, std::size_t end) noexcept {
  return end - at >= kMinFragmentBytes && chunk[at] == kFragmentHeaderToken;
}

std::size_t ParseFragment(Bytes chunk, std::size_t begin, std::size_t end, FragmentPlace place,
                          Fragment& fragment) {
  const bool dependency_ids = place == FragmentPlace::kDefinition;
  fragment.Clear();
  const std::size_t stopped = Parser(chunk, begin, end, dependency_ids, fragment).Run();
  if (!BrokeGrammar(fragment)) return stopped;
  Fragment other;
  const std::size_t other_stopped = Parser(chunk, begin, end, !dependency_ids, other).Run();
  if (BrokeGrammar(other)) return stopped;
  fragment = std::move(other);
  return other_stopped;
}

}  // namespace noroshi::evtx
