// EventList: Windows events as lists for people, one name and value a line:
//
//   Event[0]:                                    wevtutil qe /f:text
//     Log Name: Security
//     Description:
//   An account was successfully logged on.
//
//   TimeCreated  : 10/5/2020 2:11:09 AM           Get-WinEvent | Format-List
//   ProviderName : Microsoft-Windows-Security-Auditing
//   Message      : An account was successfully
//                  logged on.
//
// In English and, of wevtutil, in Japanese. All values of an event are in its message, which is
// taken apart where its form is known (rendered_message.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "evidence/message/message_fields.h"
#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::message {

struct EventList {
  static constexpr std::string_view kName = "event list";
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter();

  class Parser final : public RecordParser {
   public:
    // `paths` is the decoder's and outlives this.
    explicit Parser(PathTable& paths) : paths_(paths), messages_(paths) {}
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    // A value begins; Flush() adds the one before it.
    void Begin(std::string_view name, std::string_view value, FlatRecord& record);
    void Flush(FlatRecord& record);
    void TakeLine(std::string_view line, FlatRecord& record);

    PathTable& paths_;
    MessageFields messages_;
    Arena made_;
    // Of the record at hand: how it is written, and the value under way.
    bool is_wevtutil_ = false;
    std::string_view name_;
    std::string value_;
    ExportedEvent event_;
  };
};

// Records begin with "Event[N]", or with the name that the first line of the text has.
class EventListCutter final : public RecordCutter {
 public:
  Cut Next(std::string_view text, At at) override;

 private:
  std::string first_;  // what a record begins with; "" before the first
};

}  // namespace noroshi::message
