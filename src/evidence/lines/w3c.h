// W3C extended logs (W3C working draft WD-logfile-960323): IIS, Blue Coat and other proxies, the
// Windows firewall; and Exchange's logs (message tracking, HttpProxy), whose columns commas
// separate.
// "#Fields:" names what follows and may change in the middle of a file.
#pragma once

#include <string>
#include <vector>

#include "evidence/lines/header_parser.h"
#include "evidence/text/record_cutter.h"

namespace noroshi::lines {

struct W3c {
  static constexpr std::string_view kName = "w3c";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  // Header fields are named as Sigma names them: cs(User-Agent) is cs-user-agent. "_log" says which
  // program wrote the log: iis, proxy, firewall, mail, exchange or web. "_time" is date and time as
  // one text; a log without a date column takes it from the last "#Date:".
  class Parser final : public HeaderParser {
   public:
    explicit Parser(PathTable& paths);

   private:
    // How a cell becomes a value: date and time are joined, and user agents have '+' for a blank.
    struct Column {
      PathId path{};
      enum class Role : std::uint8_t {
        kValue,
        kDate,
        kTime,
        kDateTime,
        kPlusIsBlank
      } role = Role::kValue;
    };

    void Reset() override;
    void TakeDirective(std::string_view line) override;
    Parsed ParseLine(std::string_view line, FlatRecord& record) override;
    // Takes a "#Fields:" line apart; replaces the columns of the one before.
    void TakeFields(std::string_view names);
    void AddCell(const Column& column, std::string_view cell, FlatRecord& record);
    // By the program named in "#Software:", else by columns that only proxies write.
    void TellLog();
    // IIS puts a '+' where a value has a blank and quotes nothing: there a '"' is what a client
    // sent, and must not hide the columns behind it.
    void Split(std::string_view line);
    // Proxies write an address in parts; "c-uri" is the whole of it, as other proxies log it.
    void AddUrl(FlatRecord& record);
    void AddTime(std::string_view date, std::string_view time, FlatRecord& record);

    PathTable& paths_;
    PathId log_field_, time_field_, url_field_;
    struct UrlParts {
      PathId whole, scheme, host, port, path, query;
    } url_parts_;
    std::string software_, names_, date_, log_ = "web";
    bool quotes_ = true, commas_ = false;
    std::vector<Column> columns_;
    std::vector<std::string_view> words_;
    // Made texts, until the next record.
    std::string time_, agent_, url_;
  };
};

}  // namespace noroshi::lines
