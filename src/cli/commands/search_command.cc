#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options/text_pattern.h"
#include "cli/output.h"
#include "cli/session/scan_session.h"
#include "cli/terminal/number_text.h"
#include "cli/terminal/safe_text.h"
#include "cli/text/event_text.h"
#include "stream/text/json_text.h"
#include "stream/text/shown_text.h"

namespace noroshi {
namespace {

constexpr const char* kSearchFooter =
    R"(Looks at the text of every value, System fields included, not at raw bytes.

Examples:
  noroshi search mimikatz evidence/
  noroshi search --field Image --regex '\\(psexec|paexec)[^\\]*$' evidence/
  noroshi search 10.1.2.3 evidence/ --json | jq -r .host | sort | uniq -c)";

constexpr std::size_t kMaxPrintedValueBytes = 300;  // of one value on a line for people

struct SearchSettings {
  std::string field;  // "" = all
  bool json = false;
  std::atomic<std::uint64_t> given_up{0};  // values that were too hard for the expression
};

struct Hit {
  std::string field, value;
};

class SearchScanner final : public UnitScanner {
 public:
  SearchScanner(TextPattern pattern, SearchSettings& settings, const EventContext& context)
      : pattern_(std::move(pattern)), settings_(settings), context_(context) {}
  ~SearchScanner() override { settings_.given_up += pattern_.given_up(); }

  std::uint64_t Scan(const UnitFeed::Ticket& ticket, Decoder& decoder, DamageSink& damage,
                     ByteAccount& account, std::string& out) override {
    decoder.Decode(ticket.unit, nullptr, batch_, damage, account);
    for (const Event& event : batch_.events) {
      const std::vector<Hit> hits = FindIn(event);
      if (hits.empty()) continue;
      if (settings_.json) {
        AppendJson(event, ticket.place.shown, hits, out);
      } else {
        AppendLine(event, ticket.place.shown, hits, out);
      }
    }
    return batch_.record_count;
  }

 private:
  std::vector<Hit> FindIn(const Event& event) {
    std::vector<Hit> hits;
    ForEachField(event, context_, [&](std::string_view name, std::string_view text) {
      const bool asked = settings_.field.empty() || name == settings_.field;
      if (asked && pattern_.Find(text).data() != nullptr) {
        hits.push_back({std::string(name), std::string(text)});
      }
      return true;
    });
    return hits;
  }

  void AppendLine(const Event& event, std::string_view path, const std::vector<Hit>& hits,
                  std::string& out) const {
    std::string line = ToIso8601(event.time) + "  " + HostOf(event) + "  ";
    line += context_.channels.Text(event.channel);
    line += "/" + std::to_string(event.event_id) + "  ";
    line += path;
    line += ":" + std::to_string(event.record_id);
    for (const Hit& hit : hits) {
      std::string value = hit.value;
      CutLongText(value, kMaxPrintedValueBytes);
      line += "  " + hit.field + "=" + value;
    }
    out += SafeText(line) + "\n";
  }

  void AppendJson(const Event& event, std::string_view path, const std::vector<Hit>& hits,
                  std::string& out) const {
    const auto member = [&](std::string_view name, std::string_view text) {
      out += name;
      AppendJsonString(text, out);
    };
    member("{\"time\":", ToIso8601(event.time));
    member(",\"host\":", HostOf(event));
    member(",\"channel\":", context_.channels.Text(event.channel));
    member(",\"provider\":", context_.channels.Text(event.provider));
    out += ",\"event_id\":";
    AppendNumber(event.event_id, out);
    out += ",\"record_id\":";
    AppendNumber(event.record_id, out);
    member(",\"evidence\":{\"path\":", path);
    out += ",\"offset\":";
    AppendNumber(event.offset, out);
    out += "},\"matches\":[";
    for (std::size_t i = 0; i < hits.size(); ++i) {
      member(i == 0 ? "{\"field\":" : ",{\"field\":", hits[i].field);
      member(",\"value\":", hits[i].value);
      out += '}';
    }
    out += "]}\n";
  }

  TextPattern pattern_;
  SearchSettings& settings_;
  const EventContext& context_;
  EventBatch batch_;
};

class SearchCommand final : public Command {
 public:
  void Describe(CLI::App& app) override {
    app.add_option("PATTERN", pattern_, "text to look for")->option_text(" ")->required();
    AddEvidenceOptions(app, evidence_);
    app.add_flag("--regex", options_.regex, "PATTERN is a regular expression (PCRE2)");
    app.add_flag("--match-case", options_.match_case, "capitals matter");
    app.add_option("--field", settings_.field, "look at this field only")->option_text("NAME");
    app.add_flag("--json", settings_.json, "print one JSON object a record");
    app.footer(kSearchFooter);
  }

  int Run() override {
    if (const auto pattern = TextPattern::Compile(pattern_, options_); !pattern.ok()) {
      PrintError(pattern.error(), "without --regex the pattern is taken literally");
      return kExitUsage;
    }
    const auto new_scanner = [&](const EventContext& context) {
      return std::make_unique<SearchScanner>(*TextPattern::Compile(pattern_, options_), settings_,
                                             context);
    };
    const int status = RunScanSession({evidence_, new_scanner, WriteOut});
    if (settings_.given_up == 0) return status;
    PrintWarning(GroupedNumber(settings_.given_up) +
                 " values took too many steps and may hold the pattern; write a simpler one");
    return status == kExitOk ? kExitNotAllUsed : status;
  }

 private:
  EvidenceOptions evidence_;
  std::string pattern_;
  PatternOptions options_;
  SearchSettings settings_;
};

}  // namespace

std::unique_ptr<Command> NewSearchCommand() { return std::make_unique<SearchCommand>(); }

}  // namespace noroshi
