#include "cli/options/mapping_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/lines/squid_format.h"
#include "rules/yaml/yaml_reader.h"

namespace noroshi {
namespace {

struct TimeWord {
  std::string_view word;
  TimeForm form;
};
constexpr TimeWord kTimeWords[] = {
    {"iso", TimeForm::kIso},
    {"iso-local", TimeForm::kIsoLocal},
    {"epoch", TimeForm::kUnixSeconds},
    {"epoch-ms", TimeForm::kUnixMillis},
    {"epoch-us", TimeForm::kUnixMicros},
    {"epoch-ns", TimeForm::kUnixNanos},
    {"http", TimeForm::kHttp},
    {"syslog", TimeForm::kSyslog},
    {"us-slashes", TimeForm::kUsSlashes},
    {"year-slashes", TimeForm::kYearSlashes},
    {"any", TimeForm::kEpochOrIso},
};

// Reads one document; the first fault ends it.
class MappingReader {
 public:
  MappingReader(const std::string& path, OwnedMapping& mapping) : path_(path), mapping_(mapping) {}

  Status Read(const YamlNode& root) {
    if (!root.is_mapping()) return Fault(root, "a mapping file is a map");
    for (const YamlEntry& entry : root.entries) {
      if (Status read = ReadSection(entry); !read.ok()) return read;
    }
    if (mapping_.scalars.name.empty()) return Fault(root, "a mapping has a name");
    if (!mapping_.scalars.logformat.empty()) return CheckLogformat(root);
    if (mapping_.keys.empty()) return Fault(root, "detect: says by what such a record is told");
    if (mapping_.scalars.format.empty()) mapping_.scalars.format = "json";
    SetChannel();
    return Ok();
  }

 private:
  using Reader = Status (MappingReader::*)(const YamlNode&);
  struct Section {
    std::string_view name;
    Reader read;
  };

  Status ReadSection(const YamlEntry& entry) {
    static constexpr Section kSections[] = {
        {"name", &MappingReader::ReadName},     {"format", &MappingReader::ReadFormat},
        {"detect", &MappingReader::ReadDetect}, {"logsource", &MappingReader::ReadLogsource},
        {"system", &MappingReader::ReadSystem}, {"fields", &MappingReader::ReadFields},
        {"drop", &MappingReader::ReadDrop},     {"prefixes", &MappingReader::ReadPrefixes},
        {"time", &MappingReader::ReadTimes},    {"logformat", &MappingReader::ReadLogformat},
    };
    const auto section = std::ranges::find(kSections, entry.key->text, &Section::name);
    if (section == std::end(kSections)) {
      return Fault(*entry.key, fmt::format("unknown word '{}'", entry.key->text));
    }
    return (this->*section->read)(*entry.value);
  }

  Status ReadName(const YamlNode& node) { return ReadText(node, mapping_.scalars.name); }
  Status ReadFormat(const YamlNode& node) { return ReadText(node, mapping_.scalars.format); }

  Status ReadLogformat(const YamlNode& node) {
    if (Status read = ReadText(node, mapping_.scalars.logformat); !read.ok()) return read;
    PathTable paths;
    const auto made = lines::SquidFormat::Make(mapping_.scalars.logformat, paths);
    return made.ok() ? Ok() : Status(Fault(node, "logformat: " + made.error().detail));
  }

  // It says how lines are written; what their fields mean is known.
  [[nodiscard]] Status CheckLogformat(const YamlNode& root) {
    const bool alone = mapping_.keys.empty() && mapping_.renames.empty() &&
                       mapping_.system.empty() && mapping_.times.empty() &&
                       mapping_.sections.empty();
    if (!alone) return Fault(root, "beside logformat: stands a name only");
    if (mapping_.scalars.format.empty()) mapping_.scalars.format = "squid";
    return mapping_.scalars.format == "squid" ? Ok() : Fault(root, "logformat: is one of squid's");
  }

  // Sections are lists or maps; what has another form would be silently not read.
  [[nodiscard]] Status WantMap(const YamlNode& node, std::string_view section) const {
    if (node.is_mapping() || node.IsNull()) return Ok();
    return Fault(node, fmt::format("{}: is a map", section));
  }
  [[nodiscard]] Status WantList(const YamlNode& node, std::string_view section) const {
    if (!node.is_sequence() && !node.IsNull()) {
      return Fault(node, fmt::format("{}: is a list of names", section));
    }
    for (const YamlNode* item : node.items) {
      if (!item->is_scalar() || item->IsNull()) return Fault(*item, "a name is wanted here");
    }
    return Ok();
  }

  // Names that must be there, or names with the value they must have.
  Status ReadDetect(const YamlNode& node) {
    for (const YamlNode* item : node.items) {
      if (!item->is_scalar()) return Fault(*item, "detect: is a list of names or a map");
      mapping_.keys.push_back({mapping_.Keep(item->text)});
    }
    for (const YamlEntry& entry : node.entries) {
      if (!entry.value->is_scalar()) return Fault(*entry.value, "a value to compare with");
      const std::string_view value = entry.value->IsNull() ? "" : entry.value->text;
      mapping_.keys.push_back({mapping_.Keep(entry.key->text), mapping_.Keep(value)});
    }
    return mapping_.keys.empty() ? Fault(node, "detect: is empty") : Ok();
  }

  Status ReadLogsource(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantMap(node, "logsource"));
    for (const YamlEntry& entry : node.entries) {
      std::string_view* place = entry.key->text == "category"   ? &category_
                                : entry.key->text == "product"  ? &product_
                                : entry.key->text == "service"  ? &service_
                                : entry.key->text == "channel"  ? &mapping_.scalars.channel
                                : entry.key->text == "provider" ? &mapping_.scalars.provider
                                                                : nullptr;
      if (place == nullptr) {
        return Fault(*entry.key, "logsource: has category, product, service, channel, provider");
      }
      if (Status read = ReadText(*entry.value, *place); !read.ok()) return read;
    }
    return Ok();
  }

  Status ReadSystem(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantMap(node, "system"));
    for (const YamlEntry& entry : node.entries) {
      const auto* field = std::ranges::find(kSystemFieldNames, entry.key->text);
      if (field == kSystemFieldNames.end()) {
        return Fault(*entry.key, fmt::format("'{}' is no System field", entry.key->text));
      }
      std::string_view path;
      if (Status read = ReadText(*entry.value, path); !read.ok()) return read;
      mapping_.system.push_back(
          {static_cast<SystemField>(field - kSystemFieldNames.begin()), path});
    }
    return Ok();
  }

  Status ReadFields(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantMap(node, "fields"));
    for (const YamlEntry& entry : node.entries) {
      std::string_view name;
      if (Status read = ReadText(*entry.value, name); !read.ok()) return read;
      mapping_.renames.push_back({mapping_.Keep(entry.key->text), name});
    }
    return Ok();
  }

  Status ReadDrop(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantList(node, "drop"));
    for (const YamlNode* item : node.items) mapping_.renames.push_back({mapping_.Keep(item->text)});
    return Ok();
  }

  Status ReadPrefixes(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantList(node, "prefixes"));
    for (const YamlNode* item : node.items) {
      mapping_.sections.push_back({mapping_.Keep(item->text), PayloadSection::kEventData});
    }
    return Ok();
  }

  Status ReadTimes(const YamlNode& node) {
    NOROSHI_TRY([[maybe_unused]] const Done form, WantMap(node, "time"));
    for (const YamlEntry& entry : node.entries) {
      const auto word = std::ranges::find(kTimeWords, entry.value->text, &TimeWord::word);
      if (word == std::end(kTimeWords)) {
        return Fault(*entry.value, fmt::format("'{}' is no form of time", entry.value->text));
      }
      mapping_.times.push_back({mapping_.Keep(entry.key->text), word->form});
    }
    return Ok();
  }

  Status ReadText(const YamlNode& node, std::string_view& place) {
    if (!node.is_scalar() || node.IsNull()) return Fault(node, "a text is wanted here");
    place = mapping_.Keep(node.text);
    return Ok();
  }

  // "product:service", as gates name evidence that is not Windows'.
  void SetChannel() {
    const std::string_view leading = product_.empty() ? category_ : product_;
    if (!mapping_.scalars.channel.empty() || leading.empty()) return;
    const std::string_view trailing = !service_.empty() || product_.empty() ? service_ : category_;
    mapping_.scalars.channel = mapping_.Keep(fmt::format("{}:{}", leading, trailing));
  }

  [[nodiscard]] Error Fault(const YamlNode& node, std::string message) const {
    return {ErrorCode::kInvalid, 0, "mapping file",
            fmt::format("{}:{}:{}: {}", path_, node.line, node.column, message)};
  }

  const std::string& path_;
  OwnedMapping& mapping_;
  std::string_view category_, product_, service_;
};

}  // namespace

Result<MappingList> ReadMappings(std::string_view text, const std::string& path) {
  MappingList list;
  Arena arena;
  for (const YamlDocument& document : ReadYaml(text, arena)) {
    if (document.error) {
      return Error{ErrorCode::kInvalid, 0, "mapping file",
                   fmt::format("{}:{}:{}: {}", path, document.error->line, document.error->column,
                               document.error->message)};
    }
    if (!document.duplicate_keys.empty()) {
      const YamlNode& twin = *document.duplicate_keys.front();
      return Error{
          ErrorCode::kInvalid, 0, "mapping file",
          fmt::format("{}:{}:{}: '{}' is there twice", path, twin.line, twin.column, twin.text)};
    }
    if (document.root == nullptr) continue;
    auto mapping = std::make_unique<OwnedMapping>();
    if (Status read = MappingReader(path, *mapping).Read(*document.root); !read.ok()) {
      return read.error();
    }
    list.push_back(std::move(mapping));
  }
  if (list.empty()) {
    return Error{ErrorCode::kInvalid, 0, "mapping file", path + ": holds no mapping"};
  }
  return list;
}

}  // namespace noroshi
