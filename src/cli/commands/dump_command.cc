#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/scan_session.h"

namespace noroshi {
namespace {

constexpr const char* kFooter =
    R"(Records come out in the order of the evidence, damaged ones as far as they can be read;
what cannot is told on stderr.

Examples:
  noroshi dump Security.evtx | jq 'select(.Event.System.EventID == 4624)'
  noroshi dump logs/ --format xml > records.xml
  noroshi dump damaged.evtx --recovery all)";

class DumpScanner final : public UnitScanner {
 public:
  explicit DumpScanner(DumpFormat format) : format_(format) {}
  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& out) override {
    return decoder.Dump(ticket.unit, format_, out, damage, account);
  }

 private:
  DumpFormat format_;
};

class DumpCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    app.add_option("--format", format_, "jsonl (one object a line; default) or xml")
        ->option_text("FORM")
        ->check(CLI::IsMember({"jsonl", "xml"}));
    app.footer(kFooter);
  }

  int Run() override {
    const DumpFormat format = format_ == "xml" ? DumpFormat::kXml : DumpFormat::kJsonLines;
    const auto new_scanner = [format](const EventContext&) {
      return std::make_unique<DumpScanner>(format);
    };
    return RunScanSession({evidence_, new_scanner, WriteOut});
  }

 private:
  EvidenceOptions evidence_;
  std::string format_ = "jsonl";
};

}  // namespace

std::unique_ptr<Command> NewDumpCommand() { return std::make_unique<DumpCommand>(); }

}  // namespace noroshi
