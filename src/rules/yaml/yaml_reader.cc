#include "rules/yaml/yaml_reader.h"

#include <yaml.h>

#include <algorithm>
#include <unordered_map>

#include "rules/yaml/document_splitter.h"
#include "rules/yaml/plain_yaml.h"
#include "rules/yaml/yaml_build.h"

namespace noroshi {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16Boms[] = {"\xFF\xFE", "\xFE\xFF"};

std::string_view View(const yaml_char_t* text) noexcept {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Owns a libyaml event.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { Clear(); }

  bool Next(yaml_parser_t& parser) {
    Clear();
    filled_ = yaml_parser_parse(&parser, &event_) != 0;
    return filled_;
  }
  const yaml_event_t& operator*() const noexcept { return event_; }
  const yaml_event_t* operator->() const noexcept { return &event_; }

 private:
  void Clear() {
    if (filled_) yaml_event_delete(&event_);
    filled_ = false;
  }
  yaml_event_t event_{};
  bool filled_ = false;
};

// Owns a libyaml parser over one slice of text.
class Parser {
 public:
  explicit Parser(std::string_view text) {
    yaml_parser_initialize(&parser_);
    const bool utf16 = std::ranges::any_of(
        kUtf16Boms, [&](std::string_view bom) { return text.starts_with(bom); });
    if (!utf16) yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&parser_); }
  yaml_parser_t& get() noexcept { return parser_; }

 private:
  yaml_parser_t parser_{};
};

// Builds the trees of one slice from parser events, with an explicit stack of open collections.
class TreeBuilder {
 public:
  TreeBuilder(const YamlSlice& slice, Arena& arena, std::vector<YamlDocument>& out)
      : slice_(slice), arena_(arena), out_(out), parser_(slice.text) {}

  void Run() {
    while (event_.Next(parser_.get())) {
      if (event_->type == YAML_STREAM_END_EVENT) return;
      if (!Handle()) return;
    }
    Fail(ParserMessage(), parser_.get().problem_mark);
  }

 private:
  struct Open {
    YamlNode* node = nullptr;
    std::string anchor;
    std::vector<const YamlNode*> children;  // a mapping alternates keys and values
  };

  bool Handle() {
    switch (event_->type) {
      case YAML_DOCUMENT_START_EVENT: return StartDocument();
      case YAML_DOCUMENT_END_EVENT: return EndDocument();
      case YAML_ALIAS_EVENT: return AddAlias();
      case YAML_SCALAR_EVENT: return AddScalar();
      case YAML_SEQUENCE_START_EVENT:
        return OpenNode(YamlNode::Kind::kSequence, event_->data.sequence_start.anchor);
      case YAML_MAPPING_START_EVENT:
        return OpenNode(YamlNode::Kind::kMapping, event_->data.mapping_start.anchor);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: return CloseNode();
      default: return true;  // stream start
    }
  }

  bool StartDocument() {
    current_ = YamlDocument();
    current_.text = slice_.text;
    current_.line = slice_.first_line;
    anchors_.clear();
    nodes_ = 0;
    in_document_ = true;
    return true;
  }

  bool EndDocument() {
    if (current_.root != nullptr && current_.root->IsNull()) current_.root = nullptr;
    out_.push_back(std::move(current_));
    in_document_ = false;
    return true;
  }

  bool AddScalar() {
    const auto& scalar = event_->data.scalar;
    YamlNode* node = NewNode(YamlNode::Kind::kScalar);
    node->text = arena_.Copy({reinterpret_cast<const char*>(scalar.value), scalar.length});
    const bool block =
        scalar.style == YAML_LITERAL_SCALAR_STYLE || scalar.style == YAML_FOLDED_SCALAR_STYLE;
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit != 0;
    node->style = block   ? YamlNode::Style::kBlock
                  : plain ? YamlNode::Style::kPlain
                          : YamlNode::Style::kQuoted;
    if (scalar.anchor != nullptr) anchors_[std::string(View(scalar.anchor))] = node;
    return Attach(node);
  }

  bool AddAlias() {
    const auto found = anchors_.find(std::string(View(event_->data.alias.anchor)));
    if (found == anchors_.end()) return FailHere("this alias names no finished anchor");
    return Attach(found->second);
  }

  bool OpenNode(YamlNode::Kind kind, const yaml_char_t* anchor) {
    if (open_.size() >= kMaxYamlDepth) return FailHere("nested deeper than any rule");
    open_.push_back({NewNode(kind), std::string(View(anchor)), {}});
    return true;
  }

  bool CloseNode() {
    Open open = std::move(open_.back());
    open_.pop_back();
    CloseYamlNode(open.children, *open.node, arena_, current_.duplicate_keys);
    if (!open.anchor.empty()) anchors_[open.anchor] = open.node;
    return Attach(open.node);
  }

  // Hangs a finished node into the innermost open collection.
  bool Attach(const YamlNode* node) {
    nodes_ += event_->type == YAML_ALIAS_EVENT ? node->weight : 1;
    if (nodes_ > kMaxYamlNodes) return FailHere("more nodes than any rule, aliases expanded");
    if (open_.empty()) {
      current_.root = node;
      return true;
    }
    Open& parent = open_.back();
    const bool is_key = parent.node->is_mapping() && parent.children.size() % 2 == 0;
    if (is_key && !node->is_scalar()) {
      return FailAt("a key must be plain text", node->line, node->column);
    }
    parent.children.push_back(node);
    return true;
  }

  YamlNode* NewNode(YamlNode::Kind kind) {
    const yaml_mark_t& mark = event_->start_mark;
    return NewYamlNode(kind, slice_.first_line + static_cast<std::uint32_t>(mark.line),
                       static_cast<std::uint32_t>(mark.column) + 1, arena_);
  }

  bool FailHere(std::string message) { return Fail(std::move(message), event_->start_mark); }

  bool Fail(std::string message, const yaml_mark_t& mark) {
    return FailAt(std::move(message), slice_.first_line + static_cast<std::uint32_t>(mark.line),
                  static_cast<std::uint32_t>(mark.column) + 1);
  }

  bool FailAt(std::string message, std::uint32_t line, std::uint32_t column) {
    if (!in_document_) (void)StartDocument();
    current_.root = nullptr;
    current_.error = YamlError{line, column, std::move(message)};
    out_.push_back(std::move(current_));
    return false;
  }

  std::string ParserMessage() {
    const yaml_parser_t& parser = parser_.get();
    std::string message = parser.problem == nullptr ? "not YAML" : parser.problem;
    if (parser.context != nullptr) message += std::string(", ") + parser.context;
    return message;
  }

  const YamlSlice& slice_;
  Arena& arena_;
  std::vector<YamlDocument>& out_;
  Parser parser_;
  Event event_;
  YamlDocument current_;
  bool in_document_ = false;
  std::uint32_t nodes_ = 0;
  std::vector<Open> open_;
  std::unordered_map<std::string, const YamlNode*> anchors_;
};

std::string_view WithoutBom(std::string_view text) noexcept {
  if (text.starts_with(kUtf8Bom)) text.remove_prefix(kUtf8Bom.size());
  return text;
}

}  // namespace

std::vector<YamlDocument> ReadYaml(std::string_view text, Arena& arena) {
  std::vector<YamlDocument> documents;
  for (const YamlSlice& slice : SplitYamlDocuments(WithoutBom(text))) {
    YamlDocument document;
    if (ReadPlainYaml(slice, arena, document)) {
      documents.push_back(std::move(document));
    } else {
      TreeBuilder(slice, arena, documents).Run();
    }
  }
  return documents;
}

std::vector<YamlDocument> ReadYamlByLibyaml(std::string_view text, Arena& arena) {
  std::vector<YamlDocument> documents;
  for (const YamlSlice& slice : SplitYamlDocuments(WithoutBom(text))) {
    TreeBuilder(slice, arena, documents).Run();
  }
  return documents;
}

}  // namespace noroshi
