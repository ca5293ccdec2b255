#include "knowledge/table_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/table_rows.h"

namespace noroshi {
namespace {

using Fields = std::vector<std::string_view>;

Fields Split(std::string_view text, char at) {
  Fields parts;
  while (true) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> Names(std::string_view text, char between) {
  std::vector<std::string> names;
  for (const std::string_view part : Split(text, between)) {
    if (!part.empty()) names.emplace_back(part);
  }
  return names;
}

// One table under way: what its rows refer to by key, and where it is.
class TableReader {
 public:
  explicit TableReader(KnowledgeBuilder& into) : into_(into) {}

  Status Read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view row = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
      if (++line_ > kMostTableRows) return Fail(ErrorCode::kLimit, "too many rows");
      if (row.empty() || row.front() == '#') continue;
      NOROSHI_TRY(const Done done, ReadRow(Split(row, '\t')));
      (void)done;
    }
    return begun_ ? Ok() : Fail(ErrorCode::kBadMagic, "no rows");
  }

 private:
  Status ReadRow(const Fields& fields) {
    if (!begun_) return Begin(fields);
    const TableRow* row = FindTableRow(fields[0]);
    if (row == nullptr) {
      return Fail(ErrorCode::kInvalid, "no such row: " + std::string(fields[0].substr(0, 32)));
    }
    if (fields.size() != row->fields) {
      return Fail(ErrorCode::kInvalid,
                  std::string(row->name) + " takes " + std::to_string(row->fields - 1) + " fields");
    }
    switch (row->form) {
      case TableForm::kSource: into_.AddSource(std::string(fields[1])); return Ok();
      case TableForm::kMoved:
        into_.AddMove(std::string(fields[1]), std::string(fields[2]));
        return Ok();
      case TableForm::kJapanese: return ReadJapanese(fields);
      case TableForm::kTarget: return ReadTarget(fields);
      case TableForm::kReport: return ReadReport(fields);
      case TableForm::kEntity: return ReadEntity(row->entity, fields);
      case TableForm::kName: return ReadName(fields);
      case TableForm::kFact: return ReadFact(fields);
      case TableForm::kRelation: return ReadRelation(row->relation, fields);
    }
    return Ok();
  }

  Status Begin(const Fields& fields) {
    if (fields[0] != kTableMagic) return Fail(ErrorCode::kBadMagic, "not a knowledge table");
    if (fields.size() != 2 || fields[1] != kTableVersion) {
      return Fail(ErrorCode::kUnsupported, "a version that this program does not read");
    }
    begun_ = true;
    return Ok();
  }

  Status ReadReport(const Fields& fields) {
    int year = 0;
    const std::string_view digits = fields[2];
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    if (read.ptr != digits.data() + digits.size()) return Fail(ErrorCode::kInvalid, "no year");
    std::vector<std::string> names = Names(fields[3], '|');
    if (names.empty()) return Fail(ErrorCode::kInvalid, "a report without a name");
    into_.AddReport(names, year);
    reports_.insert_or_assign(std::string(fields[1]), std::move(names.front()));
    return Ok();
  }

  Status ReadEntity(ObjectKind kind, const Fields& fields) {
    Entity entity;
    entity.kind = kind;
    entity.id = fields[1];
    entity.name = fields[2];
    if (entity.id.empty() || entity.name.empty()) {
      return Fail(ErrorCode::kInvalid, "an entity without id or name");
    }
    for (std::string& name : Names(fields[3], '|')) {
      entity.aliases.push_back({std::move(name), Mark::kPrimary, {}});
    }
    if (fields.size() == 5) entity.detail = fields[4];
    if (fields.size() == 6) {
      entity.first_seen = fields[4];
      entity.last_seen = fields[5];
    }
    into_.AddEntity(std::move(entity));
    return Ok();
  }

  Status ReadName(const Fields& fields) {
    const std::optional<Mark> mark = ParseMark(fields[3]);
    if (!mark) return Fail(ErrorCode::kInvalid, "no such mark");
    into_.AddAlias(fields[1], {std::string(fields[2]), *mark, SourceName(fields[4])});
    return Ok();
  }

  Status ReadJapanese(const Fields& fields) {
    if (fields[2].empty()) return Fail(ErrorCode::kInvalid, "a name of nothing");
    into_.AddJapaneseName(fields[1], std::string(fields[2]));
    return Ok();
  }

  Status ReadTarget(const Fields& fields) {
    const bool sector = fields[2] == TargetKindName(TargetKind::kSector);
    if (!sector && fields[2] != TargetKindName(TargetKind::kRegion)) {
      return Fail(ErrorCode::kInvalid, "a target that is neither sector nor region");
    }
    const std::optional<Mark> mark = ParseMark(fields[4]);
    if (!mark) return Fail(ErrorCode::kInvalid, "no such mark");
    for (std::string& value : Names(fields[3], '|')) {
      into_.AddTarget(fields[1], {sector ? TargetKind::kSector : TargetKind::kRegion,
                                  std::move(value), *mark, SourceName(fields[5])});
    }
    return Ok();
  }

  Status ReadFact(const Fields& fields) {
    const std::optional<Mark> mark = ParseMark(fields[3]);
    if (!mark) return Fail(ErrorCode::kInvalid, "no such mark");
    into_.AddFact(fields[1], {std::string(fields[2]), *mark, SourceName(fields[4]),
                              std::string(fields[5]), std::string(fields[6])});
    return Ok();
  }

  Status ReadRelation(RelationKind kind, const Fields& fields) {
    const std::optional<Mark> mark = ParseMark(fields[3]);
    if (!mark) return Fail(ErrorCode::kInvalid, "no such mark");
    std::vector<std::string> reports;
    for (const std::string& key : Names(fields[4], ',')) {
      const auto known = reports_.find(key);
      if (known == reports_.end()) {
        return Fail(ErrorCode::kNotFound, "no report has the key " + key.substr(0, 32));
      }
      reports.push_back(known->second);
    }
    into_.AddRelation(kind, fields[1], fields[2], *mark, reports);
    return Ok();
  }

  // The first name of the report with this key; without one, the text is a name itself.
  [[nodiscard]] std::string SourceName(std::string_view key) const {
    const auto known = reports_.find(key);
    return known == reports_.end() ? std::string(key) : known->second;
  }

  [[nodiscard]] Error Fail(ErrorCode code, std::string detail) const {
    return {code, line_, "knowledge table, line", std::move(detail)};
  }

  KnowledgeBuilder& into_;
  std::map<std::string, std::string, std::less<>> reports_;  // key -> first name
  std::uint64_t line_ = 0;
  bool begun_ = false;
};

}  // namespace

Status ReadTable(std::string_view text, KnowledgeBuilder& into) {
  if (text.size() > kMostTableBytes) {
    return Error{ErrorCode::kLimit, 0, "knowledge table", "larger than any table of ours"};
  }
  return TableReader(into).Read(text);
}

}  // namespace noroshi
