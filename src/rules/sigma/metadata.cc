#include "rules/sigma/metadata.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "rules/sigma/hayabusa.h"
#include "rules/sigma/tags.h"
#include "rules/sigma/yaml_lists.h"
#include "rules/text/ascii.h"

namespace noroshi::sigma {
namespace {

struct TextKey {
  std::string_view key;
  std::string Rule::*member;
};

constexpr TextKey kTextKeys[] = {
    {"title", &Rule::title},
    {"name", &Rule::name},
    {"description", &Rule::description},
    {"author", &Rule::author},
    {"date", &Rule::date},
    {"modified", &Rule::modified},
    {"license", &Rule::license},
    {"details", &Rule::details},
    {"title_ja", &Rule::title_ja},
    {"idea", &Rule::idea},
    {"mitigation", &Rule::mitigation_en},
    {"mitigation_en", &Rule::mitigation_en},
    {"mitigation_ja", &Rule::mitigation_ja},
};

struct ListKey {
  std::string_view key;
  std::vector<std::string> Rule::*member;
};

constexpr ListKey kListKeys[] = {
    {"references", &Rule::references},
    {"falsepositives", &Rule::false_positives},
    {"tags", &Rule::tags},
    {"fields", &Rule::fields},
};

// How well it is founded that a rule meets a family: the marks of docs/design/knowledge.md.
constexpr std::string_view kMarks[] = {"own", "R1", "R2", "INF", "U"};

bool IsUuid(std::string_view id) noexcept {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(
      id, kForm, [](char c, char form) { return form == '-' ? c == '-' : IsHexDigit(c); });
}

// A UUID for a document that has none, the same in every run.
std::string MadeUpId(const Rule& rule) {
  const std::string place = fmt::format("{}#{}", rule.path, rule.document);
  const std::string hex = ToHex(Hash64(place, 1)) + ToHex(Hash64(place, 2));
  const std::string_view text = hex;
  return fmt::format("{}-{}-8{}-8{}-{}", text.substr(0, 8), text.substr(8, 4), text.substr(13, 3),
                     text.substr(17, 3), text.substr(20, 12));
}

class MetadataReader {
 public:
  MetadataReader(const YamlNode& root, const LoadOptions& options, Reporter& reporter, Rule& rule)
      : root_(root), options_(options), reporter_(reporter), rule_(rule) {}

  void Run() {
    rule_.source = IsHayabusaDocument(root_) ? RuleSource::kHayabusa : options_.default_source;
    rule_.channel_matches_either = rule_.source == RuleSource::kHayabusa;
    for (const YamlEntry& entry : root_.entries) TakeEntry(entry);
    for (const std::string& family : families_) {
      rule_.tags.push_back(std::string(kFamilyTag) + family);
    }
    ReadAttackTags(rule_);
    CheckId();
    if (rule_.title.empty()) reporter_.Report(codes::kNoTitle, root_, "the rule has no title");
  }

 private:
  void TakeEntry(const YamlEntry& entry) {
    const std::string_view key = entry.key->text;
    const YamlNode& value = *entry.value;
    if (const auto* text = std::ranges::find(kTextKeys, key, &TextKey::key);
        text != std::end(kTextKeys)) {
      rule_.*(text->member) = TakeText(value);
    } else if (const auto* list = std::ranges::find(kListKeys, key, &ListKey::key);
               list != std::end(kListKeys)) {
      rule_.*(list->member) = Texts(&value);
    } else if (key == "families") {
      TakeFamilies(value);
    } else if (key == "id") {
      rule_.id = ToLowerAscii(Trim(TakeText(value)));
    } else if (key == "level") {
      TakeLevel(value);
    } else if (key == "status") {
      TakeStatus(value);
    } else if (key == "taxonomy") {
      CheckTaxonomy(value);
    }
  }

  std::string TakeText(const YamlNode& value) {
    if (value.is_scalar()) return value.IsNull() ? std::string() : std::string(value.text);
    reporter_.Report(codes::kBadMetadata, value, "text is expected here");
    return {};
  }

  void TakeLevel(const YamlNode& value) {
    if (const auto level = ParseLevel(value.text)) {
      rule_.level = *level;
    } else {
      reporter_.Report(codes::kBadLevel, value, fmt::format("unknown level '{}'", value.text));
    }
  }

  void TakeStatus(const YamlNode& value) {
    using enum RuleStatus;
    for (const RuleStatus status : {kStable, kTest, kExperimental, kDeprecated, kUnsupported}) {
      if (EqualsIgnoreCase(value.text, RuleStatusName(status))) rule_.status = status;
    }
    if (rule_.status == kUnknown) {
      reporter_.Report(codes::kBadStatus, value, fmt::format("unknown status '{}'", value.text));
    }
  }

  // A list of names, or names with how well it is founded that this rule meets them.
  void TakeFamilies(const YamlNode& value) {
    families_ = Texts(&value);
    for (const YamlEntry& entry : value.entries) {
      const std::string_view mark = entry.value->text;
      const bool known = std::ranges::find(kMarks, mark) != std::end(kMarks);
      if (!known && !entry.value->IsNull()) {
        reporter_.Report(codes::kBadMetadata, *entry.value,
                         fmt::format("a mark is own, R1, R2, INF or U, not '{}'", mark));
      }
      families_.push_back(std::string(entry.key->text) + (known ? fmt::format(" [{}]", mark) : ""));
    }
  }

  void CheckTaxonomy(const YamlNode& value) {
    if (EqualsIgnoreCase(value.text, "sigma") || value.IsNull()) return;
    reporter_.Report(codes::kTaxonomy, value,
                     fmt::format("taxonomy '{}' is not known here", value.text));
  }

  void CheckId() {
    if (rule_.id.empty()) {
      rule_.id = MadeUpId(rule_);
    } else if (!IsUuid(rule_.id)) {
      const YamlNode* at = root_.Find("id");
      reporter_.Report(codes::kBadId, *at, fmt::format("the id '{}' is no UUID", rule_.id));
    }
    reporter_.set_rule_id(rule_.id);
  }

  const YamlNode& root_;
  const LoadOptions& options_;
  Reporter& reporter_;
  Rule& rule_;
  std::vector<std::string> families_;  // become tags, wherever they stand
};

}  // namespace

void ReadMetadata(const YamlNode& root, const LoadOptions& options, Reporter& reporter,
                  Rule& rule) {
  MetadataReader(root, options, reporter, rule).Run();
}

}  // namespace noroshi::sigma
