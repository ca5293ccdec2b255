// ExchangeFormat: findings of a hunt in the form that another program reads. One file per format;
// to add one is to write it and its row in format.cc.
//
// Call order: Add for each finding, in the order of findings.jsonl, then Finish once. Both append
// bytes to `out`, so that a hunt of any size streams through; what a format keeps for its end is
// bounded (most_kept of the context), and what went beyond that is counted and said in the file.
// One owner.
//
// Texts of evidence arrive made plain (plain_text.h): no control, no direction mark, no bad UTF-8.
// The same findings, context and version give the same bytes: ids are hashes of names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace noroshi {

struct ExchangeFinding {
  std::string id, level;
  std::string rule_id, rule_title, rule_path;
  std::string host, channel, provider;
  // Of the evidence file.
  std::string path;
  std::uint64_t event_id = 0, record_id = 0, offset = 0;
  bool has_time = false;
  Timestamp time;
  // Ids in the wanted version; ATT&CK's short names.
  std::vector<std::string> techniques, tactics;
  std::vector<std::pair<std::string, std::string>> fields;
};

// Rows that a format keeps for its end, and sets within them: some 100 bytes each.
inline constexpr std::size_t kMostKept = 100'000;

struct ExchangeContext {
  std::string engine_version;
  Timestamp now;
  // That technique ids are given in.
  std::string attack_version = "18";
  // ATT&CK's name of a technique; "" when it is not known.
  std::function<std::string(std::string_view)> technique_name;
  // Findings that fall beyond are counted, and the file says how many they are.
  std::size_t most_kept = kMostKept;
};

class ExchangeFormat {
 public:
  virtual ~ExchangeFormat() = default;
  // Appends what can be written at once; formats that sum up append nothing here.
  virtual void Add(const ExchangeFinding& finding, std::string& out) = 0;
  // Appends the end of the file. The format is spent.
  virtual void Finish(std::string& out) = 0;
};

// `name` is what `noroshi export` takes, `file` the usual name of the result, `what` a line for the
// help.
struct ExchangeRow {
  std::string_view name, file, what;
  std::unique_ptr<ExchangeFormat> (*make)(const ExchangeContext& context);  // context outlives it
};

// In the order in which they are listed.
[[nodiscard]] std::span<const ExchangeRow> ExchangeFormats() noexcept;

// One maker for each file of this folder; only the table in format.cc calls them.
std::unique_ptr<ExchangeFormat> NewNavigatorLayer(const ExchangeContext& context);
std::unique_ptr<ExchangeFormat> NewStixBundle(const ExchangeContext& context);
std::unique_ptr<ExchangeFormat> NewMispEvent(const ExchangeContext& context);
std::unique_ptr<ExchangeFormat> NewSarifLog(const ExchangeContext& context);
std::unique_ptr<ExchangeFormat> NewTimesketchCsv(const ExchangeContext& context);
std::unique_ptr<ExchangeFormat> NewTimesketchLines(const ExchangeContext& context);

}  // namespace noroshi
