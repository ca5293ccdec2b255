// JSON of suspicious files: structure, signature, what is wrong.
#include "report/json_writer.h"

namespace noroshi {

void JsonWriter::Value(const SuspectFileFinding& finding) {
  writer_.StartObject();
  Member("rule", finding.rule);
  Member("title", finding.title);
  Member("level", LevelName(finding.level));
  Member("techniques", finding.techniques);
  Place("offset", finding.offset);
  Member("bytes", finding.bytes);
  Member("reasons", finding.reasons);
  Member("other_causes", finding.other_causes);
  Member("next", finding.next);
  writer_.EndObject();
}

void JsonWriter::Value(const SuspectFileSection& section) {
  writer_.StartObject();
  Member("name", section.name);
  Place("offset", section.offset);
  Member("size", section.size);
  Place("address", section.address);
  Member("memory_size", section.memory_size);
  Entropy("entropy", section.entropy);
  Member("runs", section.runs);
  Member("writes", section.writes);
  writer_.EndObject();
}

void JsonWriter::Value(const SuspectFileImport& import) {
  writer_.StartObject();
  Member("library", import.library);
  Member("functions", import.functions);
  Member("of_note", import.of_note);
  writer_.EndObject();
}

void JsonWriter::Value(const SuspectFileSigner& signer) {
  writer_.StartObject();
  Member("name", signer.name);
  Member("issuer", signer.issuer);
  Member("serial", signer.serial);
  Member("algorithm", signer.algorithm);
  Member("signed_at", signer.signed_at);
  Member("digest", signer.digest);
  Member("key", signer.key);
  Member("chain", signer.chain);
  Member("chain_why", signer.chain_why);
  writer_.EndObject();
}

void JsonWriter::Value(const SuspectFileSignature& signature) {
  writer_.StartObject();
  Member("verdict", signature.verdict);
  Member("damage", signature.damage);
  Member("signers", signature.signers);
  Place("slack_offset", signature.slack_offset);
  Member("slack_bytes", signature.slack_bytes);
  Member("slack_nonzero", signature.slack_nonzero);
  Member("behind_table", signature.behind_table);
  writer_.EndObject();
}

void JsonWriter::Value(const SuspectFileProgram& program) {
  writer_.StartObject();
  Member("machine", program.machine);
  Member("is_library", program.is_library);
  Member("linked", program.linked);
  Member("pdb", program.pdb);
  Member("export_name", program.export_name);
  Member("exports", program.exports);
  Member("first_exports", program.first_exports);
  Member("libraries", program.libraries);
  Member("imports", program.imports);
  Member("sections", program.sections);
  Member("version", program.version);
  Member("oddities", program.oddities);
  Place("overlay_offset", program.overlay_offset);
  Member("overlay_size", program.overlay_size);
  Member("signature", program.signature);
  writer_.EndObject();
}

void JsonWriter::Value(const ReportSuspectFile& file) {
  writer_.StartObject();
  Member("path", file.path);
  Member("host", file.host);
  Member("level", LevelName(file.level));
  Member("size", file.size);
  Member("modified", file.modified);
  Member("md5", file.md5);
  Member("sha1", file.sha1);
  Member("sha256", file.sha256);
  Entropy("entropy", file.entropy);
  Value(std::string_view("entropy_along"));
  writer_.StartArray();
  for (const double bits : file.entropy_along) Weight(bits);
  writer_.EndArray();
  Member("findings", file.findings);
  Member("partners", file.partners);
  if (file.program.has_value()) Member("program", *file.program);
  writer_.EndObject();
}

}  // namespace noroshi
