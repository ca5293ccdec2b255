#include "cli/options/evidence_options.h"

#include <CLI/CLI.hpp>

#include "base/hash.h"
#include "cli/machine.h"
#include "cli/options/knowledge_file.h"
#include "cli/options/mapping_file.h"
#include "evidence/text/time_zone.h"

namespace noroshi {
namespace {

std::string CheckTimezone(const std::string& name) {
  if (TimeZone::Open(name).ok()) return {};
  return "no time zone is called '" + name + "'; write Asia/Tokyo or +09:00";
}

// Reads the file into the options; the message when it cannot.
std::string TakeMapping(const std::string& path, EvidenceOptions& options) {
  const Result<std::string> text = ReadWholeFile(path, kMostMappingBytes);
  if (!text.ok()) return text.error().ToString();
  auto read = ReadMappings(*text, path);
  if (!read.ok()) return read.error().detail;
  for (auto& mapping : *read) options.mappings.push_back(std::move(mapping));
  options.mappings_hash = HashMix(options.mappings_hash, Hash64(*text));
  return {};
}

}  // namespace

void AddEvidenceOptions(CLI::App& app, EvidenceOptions& options) {
  app.add_option("PATH", options.paths,
                 "files, folders (with all below), archives; - is standard input")
      ->option_text("...")
      ->required();
  app.add_option("--recovery", options.recovery,
                 "carve records: off, damage (damaged chunks; default), all (slack too)")
      ->option_text("WHERE")
      ->check(CLI::IsMember({"off", "damage", "all"}));
  app.add_option("--archive-password", options.archive_passwords,
                 "a password to try on encrypted archives; may be given again")
      ->option_text("TEXT")
      ->allow_extra_args(false);  // what follows it is evidence
  app.add_option("--timezone", options.timezone,
                 "zone of times that name none: Asia/Tokyo, +09:00 (default: UTC)")
      ->option_text("ZONE")
      ->check(CLI::Validator(CheckTimezone, ""));
  app.add_option("--mapping", "what records of a kind unknown to noroshi mean (YAML)")
      ->option_text("FILE")
      ->check(CLI::Validator(
          [&options](const std::string& path) { return TakeMapping(path, options); }, ""));
  app.add_option("--threads", options.threads, "worker threads (default: one per core)")
      ->option_text("N")
      ->check(CLI::Range(0U, 1024U));
}

ReadOptions ReadOptionsOf(const EvidenceOptions& options) {
  ReadOptions read;
  if (options.recovery == "off") read.recovery = Recovery::kOff;
  if (options.recovery == "all") read.recovery = Recovery::kAll;
  read.archive_passwords = options.archive_passwords;
  if (!options.timezone.empty()) {
    auto zone = TimeZone::Open(options.timezone);  // has been checked
    if (zone.ok()) read.text.zone = std::make_shared<const TimeZone>(*std::move(zone));
  }
  read.text.newest = ThisMachine().now;
  for (const auto& mapping : options.mappings) read.text.mappings.push_back(&mapping->view());
  return read;
}

std::vector<std::string> MappedChannels(const EvidenceOptions& options) {
  std::vector<std::string> channels;
  for (const auto& mapping : options.mappings) {
    if (!mapping->view().channel.empty()) channels.emplace_back(mapping->view().channel);
  }
  return channels;
}

unsigned ThreadsOf(const EvidenceOptions& options) {
  return options.threads == 0 ? CoreCount() : options.threads;
}

}  // namespace noroshi
