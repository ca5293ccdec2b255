// LineReader: one line of a log, wherever it stands (a file, a field of somebody's record): a
// syslog header with what a product says behind it, or a product's line without one.
//
// Fills in "_log", which log source the line is of; "_host"; and the time under one of the names
// that the mapping of lines reads. One per parser; not thread-safe.
#pragma once

#include <string_view>

#include "evidence/lines/access_log.h"
#include "evidence/lines/message.h"
#include "evidence/lines/record_adder.h"
#include "evidence/lines/squid.h"
#include "evidence/lines/syslog_header.h"
#include "evidence/source.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

class LineReader {
 public:
  // The mappings of `options` outlive this.
  LineReader(PathTable& paths, const ReadOptions& options);

  // Clears and fills `record`. `header` is that of `text`. kBad for a line of no known kind.
  [[nodiscard]] Parsed Read(std::string_view text, const SyslogHeader& header, FlatRecord& record);
  // The same; false for a line of no known kind.
  [[nodiscard]] bool Read(std::string_view text, FlatRecord& record);
  // Of a line in somebody's record: proxies and web servers without a header, too, which have
  // formats of their own where they are files.
  [[nodiscard]] bool ReadCarried(std::string_view text, FlatRecord& record);

 private:
  // What a product is known by, header or not.
  [[nodiscard]] bool AddPayload(std::string_view message);
  // Lines of squid and of web servers, which most sites send by syslog.
  [[nodiscard]] bool AddWebLine(std::string_view message, FlatRecord& record);
  void AddHeader(const SyslogHeader& header);

  RecordAdder adder_;
  MessageReader messages_;
  Squid::Parser squid_;
  AccessLog::Parser access_log_;
  // The user has stated logformats: any line may be of one.
  bool own_formats_ = false;
};

}  // namespace noroshi::lines
