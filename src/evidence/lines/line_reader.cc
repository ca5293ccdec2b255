#include "evidence/lines/line_reader.h"

#include <algorithm>
#include <array>

#include "evidence/lines/payload.h"
#include "evidence/lines/tokens.h"
#include "evidence/mapping/mapping.h"

namespace noroshi::lines {
namespace {

constexpr std::array kPayloads = {AddAudit, AddFortiGate, AddPulse, AddCisco, AddPaloAlto, AddCef};
// How products call the device that wrote a line.
constexpr std::string_view kDeviceNames[] = {"device_name", "devid"};
constexpr std::string_view kTimes[] = {"_time", "_time_iso", "_time_epoch", "_time_slashes"};

// Spares what most programs say a closer look: squid begins with a time or an address, and what
// web servers write has a request in quotes behind a time in brackets.
bool MayBeWebLine(std::string_view message) noexcept {
  return !message.empty() &&
         (IsDigits(message.substr(0, 1)) || message.find("] \"") != std::string_view::npos);
}

}  // namespace

LineReader::LineReader(PathTable& paths, const ReadOptions& options)
    : adder_(paths),
      messages_(paths),
      squid_(paths, options),
      access_log_(paths),
      own_formats_(std::ranges::any_of(options.text.mappings, [](const Mapping* mapping) {
        return !mapping->logformat.empty();
      })) {}

bool LineReader::AddPayload(std::string_view message) {
  return std::ranges::any_of(kPayloads, [&](auto add) { return add(message, adder_); });
}

bool LineReader::AddWebLine(std::string_view message, FlatRecord& record) {
  if (!own_formats_ && !MayBeWebLine(message)) return false;
  const bool squid = squid_.Parse(message, record) == Parsed::kRecord;
  if (!squid && access_log_.Parse(message, record) != Parsed::kRecord) {
    record.Clear();
    return false;
  }
  adder_.Continue(record);
  if (!squid) adder_.Add("_log", adder_.Has("s-action") ? "proxy:squid" : "webserver:access");
  return true;
}

void LineReader::AddHeader(const SyslogHeader& header) {
  // The product's own time and name come first, if it has any.
  const bool timed = std::ranges::any_of(kTimes, [&](auto name) { return adder_.Has(name); });
  if (!timed) adder_.Add(header.iso_time ? "_time_iso" : "_time_syslog", header.time);
  if (!adder_.Has("_host")) adder_.Add("_host", header.host);
  adder_.Add("program", header.program);
  if (!adder_.Has("pid")) adder_.Add("pid", header.pid);
  adder_.Add("priority", header.priority);
}

Parsed LineReader::Read(std::string_view text, const SyslogHeader& header, FlatRecord& record) {
  adder_.Begin(record);
  if (!header.found) {
    // A product's line, bare or behind nothing but a priority.
    const std::string_view bare = header.priority.empty() ? text : header.message;
    if (!AddPayload(bare)) return Parsed::kBad;
    // Nobody else says which device wrote it.
    for (const std::string_view name : kDeviceNames) {
      if (!adder_.Has("_host")) adder_.Add("_host", adder_.Text(name));
    }
    adder_.Add("priority", header.priority);
    return adder_.is_partial() ? Parsed::kPartial : Parsed::kRecord;
  }
  // A tag may be a product's own mark, so products see the text from there on.
  const std::string_view tagged =
      header.program.empty()
          ? header.message
          : text.substr(static_cast<std::size_t>(header.program.data() - text.data()));
  bool whole = true;
  if (!AddPayload(tagged) && !AddPayload(header.message) && !AddWebLine(header.message, record)) {
    adder_.Begin(record);
    whole = messages_.Add(header.program, header.message, adder_);
  }
  AddHeader(header);
  return whole && !adder_.is_partial() ? Parsed::kRecord : Parsed::kPartial;
}

bool LineReader::Read(std::string_view text, FlatRecord& record) {
  return Read(text, ReadSyslogHeader(text), record) != Parsed::kBad;
}

bool LineReader::ReadCarried(std::string_view text, FlatRecord& record) {
  text = Trim(text);
  return Read(text, record) || AddWebLine(text, record);
}

}  // namespace noroshi::lines
