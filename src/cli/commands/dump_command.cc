#include <string>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "cli/text/event_json.h"

namespace noroshi {
namespace {

constexpr const char* kDumpFooter =
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

// What became of each record: the event that rules look at.
class EventScanner final : public UnitScanner {
 public:
  explicit EventScanner(const EventContext& context) : context_(context) {}
  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& out) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    for (const Event& event : batch_.events) AppendEventJson(event, context_, out);
    return batch_.record_count;
  }

 private:
  const EventContext& context_;
  EventBatch batch_;
};

class DumpCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    AddEvidenceOptions(app, evidence_);
    app.add_option("--format", format_, "jsonl (one object a line; default) or xml")
        ->option_text("FORM")
        ->check(CLI::IsMember({"jsonl", "xml"}));
    app.add_flag("--normalised", normalised_,
                 "the event that each record becomes: log source, UTC time, fields by their names");
    app.footer(kDumpFooter);
  }

  int Run() override {
    const DumpFormat format = format_ == "xml" ? DumpFormat::kXml : DumpFormat::kJsonLines;
    if (normalised_) {
      const auto new_events = [](const EventContext& context) {
        return std::make_unique<EventScanner>(context);
      };
      return RunScanSession({evidence_, new_events, WriteOut});
    }
    const auto new_scanner = [format](const EventContext&) {
      return std::make_unique<DumpScanner>(format);
    };
    return RunScanSession({evidence_, new_scanner, WriteOut});
  }

 private:
  EvidenceOptions evidence_;
  std::string format_ = "jsonl";
  bool normalised_ = false;
};

}  // namespace

std::unique_ptr<Command> NewDumpCommand() { return std::make_unique<DumpCommand>(); }

}  // namespace noroshi
