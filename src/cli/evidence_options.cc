#include "cli/evidence_options.h"

#include <CLI/CLI.hpp>

#include "cli/machine.h"

namespace noroshi {

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
  app.add_option("--threads", options.threads, "worker threads (default: one per core)")
      ->option_text("N")
      ->check(CLI::Range(0U, 1024U));
}

ReadOptions ReadOptionsOf(const EvidenceOptions& options) {
  ReadOptions read;
  if (options.recovery == "off") read.recovery = Recovery::kOff;
  if (options.recovery == "all") read.recovery = Recovery::kAll;
  read.archive_passwords = options.archive_passwords;
  return read;
}

unsigned ThreadsOf(const EvidenceOptions& options) {
  return options.threads == 0 ? CoreCount() : options.threads;
}

}  // namespace noroshi
