// Lines of syslog, and what products put behind a syslog header or write without one: auditd,
// FortiGate, Palo Alto, Cisco, Ivanti, web servers and proxies, any record of JSON.
#pragma once

#include <string>

#include "evidence/flat/known_shape.h"
#include "evidence/jsonl/json_flattener.h"
#include "evidence/lines/line_reader.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct Syslog {
  static constexpr std::string_view kName = "syslog";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  // Lines that journalctl and ausearch write between the records.
  [[nodiscard]] static bool IsRemark(std::string_view line) noexcept;

  class Parser final : public RecordParser {
   public:
    // The mappings of `options` outlive this.
    Parser(PathTable& paths, const ReadOptions& options);
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    // A record of JSON that a mapping knows; what the header says is kept beside as "syslog.*".
    // False, and the record to be filled anew, for any other message.
    [[nodiscard]] bool AddJson(const SyslogHeader& header, FlatRecord& record);

    LineReader lines_;
    RecordAdder adder_;
    jsonl::JsonFlattener json_;
    KnownShape known_;
  };
};

}  // namespace noroshi::lines
