#include "report/suspect_file_reader.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace noroshi {
namespace {

using Json = rapidjson::Value;

const Json& MemberOf(const Json& object, const char* name) {
  static const Json kNull;
  if (!object.IsObject()) return kNull;
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? kNull : member->value;
}

std::string TextOf(const Json& value) {
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : std::string();
}
std::string Text(const Json& object, const char* name) { return TextOf(MemberOf(object, name)); }

bool Flag(const Json& object, const char* name) {
  const Json& value = MemberOf(object, name);
  return value.IsBool() && value.GetBool();
}

std::uint64_t Number(const Json& object, const char* name) {
  const Json& value = MemberOf(object, name);
  return value.IsUint64() ? value.GetUint64() : 0;
}

// Places are written as text.
std::uint64_t Place(const Json& object, const char* name) {
  const std::string text = Text(object, name);
  std::uint64_t place = 0;
  std::from_chars(text.data(), text.data() + text.size(), place);
  return place;
}

double Bits(const Json& value) {
  return value.IsNumber() ? std::clamp(value.GetDouble(), 0.0, 8.0) : 0.0;
}

Timestamp Time(const Json& object, const char* name) {
  return ParseIso8601(Text(object, name)).value_or(Timestamp());
}

TwoLanguages Both(const Json& object, const char* name) {
  const Json& value = MemberOf(object, name);
  return {Text(value, "ja"), Text(value, "en")};
}

Level LevelIn(const Json& object) {
  return ParseLevel(Text(object, "level")).value_or(Level::kInformational);
}

// Each item of a list, made by `read`.
template <class Read>
auto List(const Json& object, const char* name, Read read) {
  std::vector<decltype(read(object))> items;
  const Json& list = MemberOf(object, name);
  if (!list.IsArray()) return items;
  for (const Json& item : list.GetArray()) {
    if (items.size() == kMostSuspectFileItems) break;
    items.push_back(read(item));
  }
  return items;
}

// A list of two: a name and a value.
std::pair<std::string, std::string> PairOf(const Json& value) {
  if (!value.IsArray() || value.Size() != 2) return {};
  return {TextOf(value[0]), TextOf(value[1])};
}

SuspectFileFinding FindingOf(const Json& value) {
  SuspectFileFinding finding;
  finding.rule = Text(value, "rule");
  finding.title = Both(value, "title");
  finding.level = LevelIn(value);
  finding.techniques = Text(value, "techniques");
  finding.offset = Place(value, "offset");
  finding.bytes = Number(value, "bytes");
  finding.reasons = List(value, "reasons", PairOf);
  finding.other_causes = Both(value, "other_causes");
  finding.next = Both(value, "next");
  return finding;
}

SuspectFileSection SectionOf(const Json& value) {
  return {Text(value, "name"),     Place(value, "offset"),       Number(value, "size"),
          Place(value, "address"), Number(value, "memory_size"), Bits(MemberOf(value, "entropy")),
          Flag(value, "runs"),     Flag(value, "writes")};
}

SuspectFileImport ImportOf(const Json& value) {
  return {Text(value, "library"), Number(value, "functions"), List(value, "of_note", TextOf)};
}

SuspectFileSigner SignerOf(const Json& value) {
  return {Text(value, "name"),      Text(value, "issuer"),    Text(value, "serial"),
          Text(value, "algorithm"), Time(value, "signed_at"), Text(value, "digest"),
          Text(value, "key"),       Text(value, "chain"),     Text(value, "chain_why")};
}

SuspectFileSignature SignatureOf(const Json& value) {
  return {Text(value, "verdict"),           Text(value, "damage"),
          List(value, "signers", SignerOf), Place(value, "slack_offset"),
          Number(value, "slack_bytes"),     Number(value, "slack_nonzero"),
          Number(value, "behind_table")};
}

SuspectFileProgram ProgramOf(const Json& value) {
  SuspectFileProgram program;
  program.machine = Text(value, "machine");
  program.is_library = Flag(value, "is_library");
  program.linked = Time(value, "linked");
  program.pdb = Text(value, "pdb");
  program.export_name = Text(value, "export_name");
  program.exports = Number(value, "exports");
  program.libraries = Number(value, "libraries");
  program.first_exports = List(value, "first_exports", TextOf);
  program.imports = List(value, "imports", ImportOf);
  program.sections = List(value, "sections", SectionOf);
  program.version = List(value, "version", PairOf);
  program.oddities = List(value, "oddities", TextOf);
  program.overlay_offset = Place(value, "overlay_offset");
  program.overlay_size = Number(value, "overlay_size");
  program.signature = SignatureOf(MemberOf(value, "signature"));
  return program;
}

}  // namespace

ReportSuspectFile ReadSuspectFile(std::string_view json) {
  rapidjson::Document value;
  value.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(json.data(),
                                                                                   json.size());
  ReportSuspectFile file;
  if (value.HasParseError()) return file;
  file.path = Text(value, "path");
  file.host = Text(value, "host");
  file.level = LevelIn(value);
  file.size = Number(value, "size");
  file.modified = Time(value, "modified");
  file.md5 = Text(value, "md5");
  file.sha1 = Text(value, "sha1");
  file.sha256 = Text(value, "sha256");
  file.entropy = Bits(MemberOf(value, "entropy"));
  file.entropy_along = List(value, "entropy_along", Bits);
  file.findings = List(value, "findings", FindingOf);
  file.partners = List(value, "partners", TextOf);
  const Json& program = MemberOf(value, "program");
  if (program.IsObject()) file.program = ProgramOf(program);
  return file;
}

}  // namespace noroshi
