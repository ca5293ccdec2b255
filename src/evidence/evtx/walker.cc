#include "evidence/evtx/walker.h"

#include <algorithm>
#include <string>

#include "event/value_text.h"
#include "evidence/evtx/fragment_parser.h"
#include "evidence/evtx/template_instance.h"
#include "evidence/evtx/value_types.h"

namespace noroshi::evtx {
namespace {

constexpr std::uint8_t kTypeXmlText = 0x23;  // EvtXml: UTF-16 text of XML (E-6.8)
constexpr std::size_t kBytesPerStep = 16;    // so many bytes, read or made, cost about a step
constexpr std::size_t kFragmentsKept = 16;   // of a record, for the next one; real ones use two

// Calls `visit` for each token that is direct content of the element at tokens[open]: behind its
// start tag, outside its child elements.
template <class Visitor>
void ForEachContent(const Fragment& fragment, std::uint32_t open, Visitor&& visit) {
  const std::uint32_t end = fragment.tokens[open].end;
  std::uint32_t at = open + 1;
  while (at < end && fragment.tokens[at].kind != TokenKind::kCloseStart) ++at;
  for (++at; at < end; ++at) {
    const Token& token = fragment.tokens[at];
    visit(token);
    if (token.kind == TokenKind::kOpen) at = token.end;
  }
}

bool IsSubstitution(const Token& token) noexcept {
  return token.kind == TokenKind::kSubstitution || token.kind == TokenKind::kOptional;
}

bool IsStructural(TokenKind kind) noexcept {
  return kind == TokenKind::kAttribute || kind == TokenKind::kCloseStart ||
         kind == TokenKind::kCloseEmpty || kind == TokenKind::kOpen || kind == TokenKind::kEnd;
}

}  // namespace

void Walker::BeginChunk() {
  chunk_work_left_ = kMaxChunkWork;
  if (fragments_.size() > kFragmentsKept) fragments_.resize(kFragmentsKept);
}

void Walker::Walk(Bytes chunk, std::size_t begin, std::size_t end, Arena& arena, Tree& tree,
                  Issues& issues) {
  chunk_ = chunk;
  arena_ = &arena;
  tree_ = &tree;
  issues_ = &issues;
  builder_.Begin(tree);
  frames_.clear();
  windows_.clear();
  fragments_used_ = 0;
  const std::uint32_t allowed = std::min(kMaxRecordWork, chunk_work_left_);
  work_left_ = allowed;
  PushFragment(begin, end, 0);
  while (!frames_.empty()) Step();
  chunk_work_left_ -= allowed - work_left_;
}

bool Walker::Spend(std::size_t work) {
  if (work <= work_left_) {
    work_left_ -= static_cast<std::uint32_t>(work);
    return true;
  }
  issues_->Add(DamageKind::kBudget);
  work_left_ = 0;
  frames_.clear();
  return false;
}

Fragment& Walker::NewFragment() {
  if (fragments_used_ == fragments_.size()) fragments_.emplace_back();
  return fragments_[fragments_used_++];
}

void Walker::PushFragment(std::size_t begin, std::size_t end, std::uint32_t nesting) {
  if (nesting > kMaxNesting) return issues_->Add(DamageKind::kNesting);
  if (!Spend(1 + (end - begin) / kBytesPerStep)) return;
  Fragment& fragment = NewFragment();
  ParseFragment(chunk_, begin, end, FragmentPlace::kRecord, fragment);
  issues_->Add(fragment.issues);
  if (!Spend(fragment.tokens.size() + fragment.text.size() / kBytesPerStep)) return;
  Frame frame;
  frame.fragment = &fragment;
  frame.end = static_cast<std::uint32_t>(fragment.tokens.size());
  frame.nesting = nesting;
  frames_.push_back(frame);
}

void Walker::Step() {
  Frame& frame = frames_.back();
  if (frame.at == frame.end) {
    if (++frame.item < frame.items) {
      frame.at = frame.begin;
    } else {
      frames_.pop_back();
    }
    return;
  }
  const Token& token = frame.fragment->tokens[frame.at++];
  if (!Spend(1 + token.size / kBytesPerStep)) return;
  switch (token.kind) {
    case TokenKind::kOpen: return Open(token);
    case TokenKind::kAttribute: return Attribute(token);
    case TokenKind::kCloseStart:
    case TokenKind::kCloseEmpty:
    case TokenKind::kEnd: return builder_.Close(token.kind);
    case TokenKind::kText:
      tree_->AddValue(builder_.target(), Value::Utf8(frame.fragment->TextOf(token)));
      return;
    case TokenKind::kSubstitution:
    case TokenKind::kOptional: return Substitute(token);
    case TokenKind::kInstance: return Instance(token);
    case TokenKind::kInstruction:
      tree_->AddInstruction(builder_.target(), frame.fragment->TextOf(token));
      return;
  }
}

ValueWindow Walker::Window(const Frame& frame, std::uint16_t index) const {
  if (index >= frame.window_count) return {};
  return windows_[frame.first_window + index];
}

bool Walker::IsNull(const Frame& frame, std::uint16_t index) const {
  return Window(frame, index).type == kTypeNull;
}

bool Walker::Dropped(const Frame& frame, const Token& open) const {
  if (open.index != kNoDependency && IsNull(frame, open.index)) return true;
  bool dropped = false;
  ForEachContent(*frame.fragment, frame.at - 1, [&](const Token& token) {
    // An empty document inside the event (declared as embedded BinXML) must not cost the event.
    dropped |= token.kind == TokenKind::kOptional && token.type != kTypeEmbedded &&
               IsNull(frame, token.index);
  });
  return dropped;
}

bool Walker::Repeat(const Token& open) {
  const Frame& frame = frames_.back();
  std::uint16_t array = kNoDependency;
  ForEachContent(*frame.fragment, frame.at - 1, [&](const Token& token) {
    const bool is_array =
        IsSubstitution(token) && IsArray(Window(frame, token.index).type) && array == kNoDependency;
    if (is_array) array = token.index;
  });
  if (array == kNoDependency) return false;
  Frame repeated = frame;
  repeated.begin = repeated.at = frame.at - 1;
  repeated.end = open.end + 1;
  repeated.array_index = array;
  repeated.first_item = static_cast<std::uint32_t>(windows_.size());
  SplitArray(Window(frame, array), windows_, *issues_);
  repeated.item = 0;
  repeated.items = static_cast<std::uint32_t>(windows_.size()) - repeated.first_item;
  if (repeated.items == 0) windows_.emplace_back();  // no item: one empty element
  frames_.back().at = open.end + 1;
  frames_.push_back(repeated);
  return true;
}

void Walker::Open(const Token& token) {
  Frame& frame = frames_.back();
  const bool starts_item = frame.array_index != kNoDependency && frame.at - 1 == frame.begin;
  if (frame.in_instance && !starts_item) {
    if (Dropped(frame, token)) {
      frame.at = token.end + 1;
      return;
    }
    if (Repeat(token)) return;
  }
  const NodeId element = builder_.Open(frame.fragment->TextOf(token));
  if (starts_item) (*tree_)[element].array_item = frame.item > 0;
}

void Walker::Attribute(const Token& token) {
  Frame& frame = frames_.back();
  bool has_value = false, dropped = false;
  std::uint32_t end = frame.at;
  for (; end < frame.end && !IsStructural(frame.fragment->tokens[end].kind); ++end) {
    const Token& piece = frame.fragment->tokens[end];
    has_value = true;
    dropped |= piece.kind == TokenKind::kOptional && IsNull(frame, piece.index);
  }
  if (has_value && !dropped) {
    builder_.Attribute(frame.fragment->TextOf(token));
  } else {
    frame.at = end;  // as Windows does (E-5.4, E-6.4)
  }
}

void Walker::AddArrayToAttribute(const ValueWindow& window) {
  const std::size_t first = windows_.size();
  SplitArray(window, windows_, *issues_);
  std::string text;
  for (std::size_t i = first; i < windows_.size(); ++i) {
    if (i > first) text.push_back(',');
    AppendText(ToAnyValue(windows_[i], *arena_, *issues_), text);
  }
  tree_->AddValue(builder_.target(), Value::Utf8(arena_->Copy(text)));
}

void Walker::Substitute(const Token& token) {
  const Frame& frame = frames_.back();
  const bool is_item = frame.array_index != kNoDependency && frame.array_index == token.index &&
                       !builder_.in_attribute();
  if (token.index >= frame.window_count) issues_->Add(DamageKind::kSubstitutionIndex);
  const ValueWindow window =
      is_item ? windows_[frame.first_item + frame.item] : Window(frame, token.index);
  if (window.type == kTypeNull) {
    // Present but empty (S-3.9); an absent document is nothing at all.
    if (token.type != kTypeEmbedded) tree_->AddValue(builder_.target(), Value::Utf8({}));
    return;
  }
  if (window.type == kTypeEmbedded && !builder_.in_attribute()) {
    const auto begin = static_cast<std::size_t>(window.data - chunk_.data());
    if (window.size > 0) PushFragment(begin, begin + window.size, frame.nesting + 1);
    return;
  }
  if (!Spend(window.size / kBytesPerStep)) return;
  if (IsArray(window.type) && !is_item) {
    if (!Spend(window.size)) return;
    return AddArrayToAttribute(window);
  }
  ValueWindow read = window;
  if (window.type == kTypeXmlText) {
    issues_->Add(DamageKind::kValueType);
    read.type = kTypeString;
  }
  tree_->AddValue(builder_.target(), ToAnyValue(read, *arena_, *issues_));
}

// Stands in for a lost definition: the values as unnamed Data, so that what they say is kept.
const Fragment& Walker::ListOfValues(std::uint32_t count) {
  Fragment& fragment = NewFragment();
  fragment.Clear();
  const auto add = [&](TokenKind kind, std::string_view name, std::uint16_t index) {
    const auto begin = static_cast<std::uint32_t>(fragment.text.size());
    fragment.text += name;
    fragment.tokens.push_back({kind, 0, index, begin, static_cast<std::uint32_t>(name.size()), 0});
  };
  const std::uint32_t around = builder_.depth() == 0 ? 2 : 0;
  constexpr std::string_view kAround[] = {"Event", "EventData"};
  constexpr std::uint32_t kTokensPerItem = 4;
  const std::uint32_t total = count * kTokensPerItem + 3 * around;
  for (std::uint32_t i = 0; i < around; ++i) {
    add(TokenKind::kOpen, kAround[i], kNoDependency);
    fragment.tokens.back().end = total - 1 - i;
    add(TokenKind::kCloseStart, {}, kNoDependency);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    add(TokenKind::kOpen, "Data", kNoDependency);
    fragment.tokens.back().end = static_cast<std::uint32_t>(fragment.tokens.size() + 2);
    add(TokenKind::kCloseStart, {}, kNoDependency);
    add(TokenKind::kSubstitution, {}, static_cast<std::uint16_t>(i));
    add(TokenKind::kEnd, {}, kNoDependency);
  }
  for (std::uint32_t i = 0; i < around; ++i) add(TokenKind::kEnd, {}, kNoDependency);
  return fragment;
}

void Walker::Instance(const Token& token) {
  const Frame& frame = frames_.back();
  if (frame.nesting >= kMaxNesting) return issues_->Add(DamageKind::kNesting);
  TemplateInstance instance;
  if (!ReadInstance(chunk_, token.begin, token.begin + token.size, instance, *issues_)) return;
  if (!Spend(instance.value_count)) return;
  Frame inside;
  inside.first_window = static_cast<std::uint32_t>(windows_.size());
  inside.window_count = instance.value_count;
  inside.nesting = frame.nesting + 1;
  inside.in_instance = true;
  windows_.resize(windows_.size() + instance.value_count);
  ReadWindows(chunk_, instance, windows_.data() + inside.first_window, *issues_);
  const ChunkTemplate& found = templates_.Find(instance.definition_offset, instance.template_id);
  issues_->Add(found.issues);
  if (found.definition != nullptr) {
    inside.fragment = &found.definition->fragment;
  } else {
    inside.fragment = &ListOfValues(instance.value_count);
  }
  inside.end = static_cast<std::uint32_t>(inside.fragment->tokens.size());
  frames_.push_back(inside);
}

}  // namespace noroshi::evtx
