// CarriedRecord: the record inside a record. Programs that collect logs hand on what they took as a
// text of their own record, as it was:
//
//   {"RecordType": 1, "AuditData": "{\"CreationTime\": ...}"}      Microsoft 365's search, Purview
//   {"EventId": "x", "CloudTrailEvent": "{\"eventVersion\": ...}"}  CloudTrail's lookup
//   {"result": {"_raw": "<Event xmlns=...", "sourcetype": ...}}     Splunk; also its text of
//   Windows
//   {"message": "Oct  5 02:11:09 srv sshd[1]: ..."}                 Filebeat, when nobody parsed it
//
// What is carried takes its names' places in the record; names of the one around that it does not
// have stay beside it, for nothing gets lost. A text that many records have ("message") is looked
// into only where no mapping knows the record as it is.
//
// One per parser; not thread-safe. No recursion: a record in a record in a record is the most.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "evidence/flat/known_shape.h"
#include "evidence/jsonl/json_flattener.h"
#include "evidence/lines/line_reader.h"
#include "evidence/message/message_fields.h"
#include "evidence/text/record_parser.h"
#include "evidence/xml/event_parser.h"

namespace noroshi::carried {

class CarriedRecord {
 public:
  // `paths` and the mappings of `options` outlive this.
  CarriedRecord(PathTable& paths, const ReadOptions& options);

  // Opens what `record` carries, and takes apart the message of a Windows event that has nothing
  // else. `read` is what reading the record itself came to; returns what it came to in all. Texts
  // of the record live until the next call.
  [[nodiscard]] Parsed Open(Parsed read, FlatRecord& record);

 private:
  // Most exports carry one record; a search program's export of such an export, two.
  static constexpr std::size_t kMaxDepth = 2;

  enum class Trust : std::uint8_t {
    // Whatever stands in it is the record.
    kAlways,
    // Only where the record around it is nobody's.
    kIfUnknown,
  };
  struct Carrier {
    PathId path{};
    Trust trust{};
  };
  struct Level {
    explicit Level(PathTable& paths) : flattener(paths), events(paths) {}
    jsonl::JsonFlattener flattener;
    xml::EventParser events;
    // The text with the zero bytes behind it that the JSON parser may read.
    std::string text;
    FlatRecord record;
  };

  [[nodiscard]] bool OpenNext(Level& level, FlatRecord& record, Parsed& read);
  // False, and nothing done, when the text is no record.
  [[nodiscard]] bool ReadInto(Level& level, Parsed& read);
  [[nodiscard]] bool ReadXml(std::string_view text, Level& level, Parsed& read);
  void Merge(const FlatRecord& inner, PathId carrier, FlatRecord& record);
  [[nodiscard]] bool AddMessage(FlatRecord& record);
  [[nodiscard]] std::string_view Text(PathId path, const FlatRecord& record);

  PathTable& paths_;
  KnownShape known_;
  std::vector<Carrier> carriers_;
  // How an export says provider, event id and log of an event whose message it has.
  struct MessageNames {
    PathId provider{}, event_id{}, log{};
  };
  std::array<MessageNames, 2> message_names_;
  PathId message_;
  std::array<Level, kMaxDepth> levels_;
  message::MessageFields messages_;
  lines::LineReader lines_;
  std::vector<FlatField> merged_;
  Arena made_;
};

}  // namespace noroshi::carried
