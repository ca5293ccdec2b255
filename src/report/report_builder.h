// ReportBuilder: turns the stream of findings into a ReportDocument of bounded size.
//
// The hunt calls it from one thread, with findings in total order (time, path, position, rule id):
//
//   ReportBuilder builder;
//   for (...) {
//     if (builder.AddFinding({.rule = 17, .level = Level::kHigh, .host = "SRV01", .time = t})) {
//       builder.AddSample(details);  // only made for the findings the report will show
//     }
//   }
//   builder.AddRecords("SRV01", "Security", 120'000);
//   ReportDocument document = std::move(builder).Finish(run, describe);
//
// The counts of a document are exact whatever the limits; only lists are cut. The result depends on
// the calls' content and order alone. Cost: two hash lookups a finding, no allocation for a host
// and rule seen before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/report_document.h"
#include "report/timeline_builder.h"

namespace noroshi {

struct ReportLimits {
  // A person reads a screenful, then filters.
  std::size_t samples_per_group = 20;
  // Keeps the page below about 20 MB and quick to open.
  std::size_t samples = 20'000;
  std::size_t sample_bytes = 16u << 20;
  // Of one field: a script block can have 64 KiB.
  std::size_t value_bytes = 2'048;
  // Pairs of rule and host, 150 bytes each.
  std::size_t groups = 50'000;
  // Computer names are free text: evidence can make up many.
  std::size_t hosts = 10'000;
  // Channels are free text as well.
  std::size_t channels = 500;
  std::size_t losses = 5'000;
  std::size_t rules_not_used = 10'000;
};

// One finding as far as counting needs it.
struct ReportHit {
  // The caller's number for the rule.
  std::uint32_t rule = 0;
  Level level{};
  std::string_view host;
  Timestamp time;  // zero = undated
};

// Gives the text of a rule that matched; its counts and groups are left empty.
using RuleDescriber = std::function<ReportRule(std::uint32_t rule)>;

class ReportBuilder {
 public:
  explicit ReportBuilder(const ReportLimits& limits = {}) : limits_(limits) {}

  // Counts a finding. Returns true when its details are wanted: call AddSample before the next one.
  [[nodiscard]] bool AddFinding(const ReportHit& hit);
  // The details of the finding just added. Values longer than the limit are cut and the sample gets
  // the mark "value_cut".
  void AddSample(ReportFinding sample);

  // Records read, summed over calls; any order. An empty host makes no row.
  void AddRecords(std::string_view host, std::string_view channel, std::uint64_t count) {
    AddChannelRecords(channel, count);
    AddHostRecords(host, count);
  }
  // The same for who counted them apart: those by channel and the others make the total, those by
  // host are the same records once more.
  void AddChannelRecords(std::string_view channel, std::uint64_t count);
  void AddHostRecords(std::string_view host, std::uint64_t count);
  // Of channels that were not counted by name.
  void AddOtherRecords(std::uint64_t count);
  void AddLoss(ReportLoss loss);  // in the order of the report: path, offset, kind
  void AddRuleNotUsed(ReportRuleNotUsed not_used);
  // `answers`: whom each resembles, in the order of the set; none when nobody asked.
  void SetIncidents(IncidentSet set, std::vector<Attribution> answers = {});
  void SetVisibility(ReportVisibility visibility);

  // Ends the builder; asks `describe` once for each rule that matched.
  [[nodiscard]] ReportDocument Finish(ReportRun run, const RuleDescriber& describe) &&;

 private:
  struct RuleCount {
    std::uint64_t count = 0;
    std::uint64_t not_grouped = 0;
    Level level{};
  };
  struct Group {
    std::uint32_t rule = 0;
    std::uint32_t host = 0;  // index into hosts_
    std::uint64_t count = 0;
    Timestamp first_seen, last_seen;
    std::vector<ReportFinding> samples;
  };

  // Hashes text and views alike, so that a lookup makes no string.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>{}(text);
    }
  };

  // Index into hosts_, or kNoHost when the limit keeps the host out.
  std::uint32_t HostIndex(std::string_view name);
  Group* FindGroup(std::uint32_t rule, std::uint32_t host);
  void ShrinkSamples();
  std::vector<ReportRule> TakeRules(const RuleDescriber& describe);

  ReportLimits limits_;
  // Falls as samples run out.
  std::size_t samples_per_group_ = limits_.samples_per_group;
  std::size_t samples_ = 0, sample_bytes_ = 0;

  std::vector<ReportHost> hosts_;
  std::unordered_map<std::string, std::uint32_t, TextHash, std::equal_to<>> host_index_;
  std::map<std::uint32_t, RuleCount> rules_;
  // In the order of their first finding.
  std::vector<Group> groups_;
  std::unordered_map<std::uint64_t, std::uint32_t> group_index_;  // (rule, host) -> groups_
  // That of the finding just added.
  Group* current_ = nullptr;

  TimelineBuilder timeline_;
  // Totals and lists that need no further work.
  ReportDocument document_;
};

}  // namespace noroshi
