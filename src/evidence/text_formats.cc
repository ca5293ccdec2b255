#include "evidence/text_formats.h"

#include <array>

#include "evidence/csv/csv_format.h"
#include "evidence/csv/event_csv.h"
#include "evidence/jsonl/json_format.h"
#include "evidence/lines/access_log.h"
#include "evidence/lines/journal_export.h"
#include "evidence/lines/line_format.h"
#include "evidence/lines/pulse_vc0.h"
#include "evidence/lines/squid.h"
#include "evidence/lines/syslog.h"
#include "evidence/lines/w3c.h"
#include "evidence/lines/zeek.h"
#include "evidence/message/event_list.h"
#include "evidence/xml/event_xml.h"

namespace noroshi {

std::span<const TextFormat> TextFormats() noexcept {
  static constexpr std::array<TextFormat, 11> kFormats = {
      TextFormat{jsonl::kFormatName, jsonl::OpenJson, jsonl::NewJsonDecoder},
      lines::RowOf<xml::EventXml>(),
      TextFormat{csv::EventCsv::kName, csv::OpenCsv, lines::NewLineDecoder<csv::EventCsv>},
      lines::RowOf<message::EventList>(),
      lines::RowOf<lines::PulseVc0>(),
      lines::RowOf<lines::JournalExport>(),
      lines::RowOf<lines::Zeek>(),
      lines::RowOf<lines::W3c>(),
      lines::RowOf<lines::Squid>(),
      lines::RowOf<lines::AccessLog>(),
      lines::RowOf<lines::Syslog>(),
  };
  return kFormats;
}

}  // namespace noroshi
