#include "evidence/xml/event_parser.h"

#include <algorithm>

namespace noroshi::xml {
namespace {

// The Name of <Data Name="...">; "" when it has none.
std::string_view DataName(const Markup& tag) noexcept {
  if (tag.name != "Data" && tag.name != "ComplexData") return {};
  std::string_view rest = tag.attributes;
  Attribute attribute;
  while (TakeAttribute(rest, attribute)) {
    if (attribute.name == "Name") return attribute.value;
  }
  return {};
}

bool IsNamespace(std::string_view name) noexcept {
  return name.starts_with("xmlns") || name.starts_with("xml:");
}

}  // namespace

Parsed EventParser::Read(std::string_view text, FlatRecord& record) {
  record_ = &record;
  made_.Reset();
  levels_.clear();
  too_deep_ = 0;
  odd_ = partial_ = false;
  bool begun = false;
  while (!text.empty()) {
    const std::size_t at = text.find('<');
    if (at == std::string_view::npos) break;
    AddText(text.substr(0, at));
    text.remove_prefix(at);
    const Markup markup = ReadMarkup(text);
    if (markup.kind == Markup::Kind::kCut) return Parsed::kBad;
    text.remove_prefix(markup.size);
    if (markup.kind == Markup::Kind::kCdata) AddCdata(markup.text);
    const bool opens = markup.kind == Markup::Kind::kOpen || markup.kind == Markup::Kind::kEmpty;
    if (!begun && !opens) continue;
    if (!begun && markup.name != "Event") return Parsed::kBad;
    begun = true;
    if (opens) Open(markup);
    if (markup.kind == Markup::Kind::kEmpty || markup.kind == Markup::Kind::kClose) Close();
    if (levels_.empty())
      return partial_ ? Parsed::kPartial : odd_ ? Parsed::kOddText : Parsed::kRecord;
  }
  return Parsed::kBad;
}

EventParser::Section EventParser::SectionOf(const Markup& tag) const {
  if (levels_.empty()) return Section::kFrame;
  if (levels_.size() > 1) return levels_.back().section;
  if (tag.name == "System") return Section::kSystem;
  if (tag.name == "EventData") return Section::kEventData;
  return tag.name == "RenderingInfo" ? Section::kSkipped : Section::kOther;
}

PathId EventParser::PathOf(const Markup& tag, Section section) {
  if (section == Section::kSkipped) return kOtherPath;
  const PathId parent = levels_.empty() ? kRootPath : levels_.back().path;
  const std::string_view name =
      section == Section::kEventData && levels_.size() == 2 ? DataName(tag) : std::string_view();
  if (name.empty()) return paths_.Find(parent, tag.name);
  if (!HasEntity(name)) return paths_.Find(parent, name);
  std::string decoded;
  AppendDecoded(name, decoded);
  return paths_.Find(parent, decoded);
}

void EventParser::Open(const Markup& tag) {
  if (levels_.size() >= kMaxXmlDepth) {
    ++too_deep_;
    partial_ = true;
    return;
  }
  if (!levels_.empty()) {
    odd_ |= !IsBlank(is_pieces_ ? std::string_view(pieces_) : text_);  // text beside elements
    levels_.back().has_children = true;
  }
  const Section section = SectionOf(tag);
  const PathId path = PathOf(tag, section);
  levels_.push_back({path, section, false});
  text_ = {};
  pieces_.clear();
  is_pieces_ = false;
  if (section != Section::kSkipped && DataName(tag).empty()) AddAttributes(tag, path);
}

void EventParser::AddAttributes(const Markup& tag, PathId path) {
  std::string_view rest = tag.attributes;
  Attribute attribute;
  while (TakeAttribute(rest, attribute)) {
    if (IsNamespace(attribute.name)) continue;
    AddValue(paths_.Find(paths_.Find(path, "#attributes"), attribute.name), attribute.value);
  }
}

// Pieces are put together decoded; a text in one piece is looked at when its element ends.
void EventParser::AddText(std::string_view text) {
  if (text.empty() || levels_.empty() || too_deep_ > 0) return;
  if (!is_pieces_ && text_.empty()) {
    text_ = text;
    return;
  }
  if (!is_pieces_) AppendDecoded(text_, pieces_);
  is_pieces_ = true;
  AppendDecoded(text, pieces_);
}

// No entities in there.
void EventParser::AddCdata(std::string_view text) {
  if (levels_.empty() || too_deep_ > 0) return;
  if (!is_pieces_) AppendDecoded(text_, pieces_);
  is_pieces_ = true;
  pieces_ += text;
}

void EventParser::AddValue(PathId path, std::string_view raw) {
  if (!HasEntity(raw)) return record_->Add(path, FlatType::kText, raw);
  std::string decoded;
  AppendDecoded(raw, decoded);
  record_->Add(path, FlatType::kMade, made_.Copy(decoded));
}

void EventParser::Close() {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  if (levels_.empty()) return;
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.has_children) odd_ |= !IsBlank(is_pieces_ ? std::string_view(pieces_) : text_);
  const bool says_nothing = text_.empty() && !is_pieces_;
  const bool is_value = !level.has_children && level.section != Section::kSkipped &&
                        level.section != Section::kFrame &&
                        !(level.section == Section::kSystem && says_nothing);
  if (is_value && is_pieces_) {
    record_->Add(level.path, FlatType::kMade, made_.Copy(pieces_));
  } else if (is_value) {
    AddValue(level.path, text_);
  }
  text_ = {};
  pieces_.clear();
  is_pieces_ = false;
}

}  // namespace noroshi::xml
