#include "cli/text/dump_json.h"

#include <cstdint>
#include <initializer_list>

#include "stream/text/finding_line.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

using minidump::Minidump;

struct Number {
  std::string_view name;
  std::uint64_t value;
};

// "name":value of each, with commas between.
void AppendNumbers(std::initializer_list<Number> numbers, std::string& out) {
  bool first = true;
  for (const Number& number : numbers) {
    if (!first) out += ',';
    first = false;
    AppendJsonString(number.name, out);
    AppendNumberMember(":", number.value, out);
  }
}

void AppendModules(std::string_view name, const std::vector<minidump::DumpModule>& modules,
                   std::string& out) {
  AppendObjects(name, modules, out, [&](const minidump::DumpModule& module) {
    AppendNumbers({{"address", module.address},
                   {"size", module.size},
                   {"checksum", module.checksum},
                   {"time", module.time}},
                  out);
    AppendJsonMember(",\"name\":", module.name, out);
    AppendJsonMember(",\"pdb\":", module.pdb, out);
  });
}

void AppendMemory(const Minidump& dump, std::string& out) {
  AppendObjects(",\"ranges\":", dump.ranges, out, [&](const minidump::DumpRange& range) {
    AppendNumbers({{"address", range.address}, {"size", range.size}, {"offset", range.offset}},
                  out);
  });
  AppendObjects(",\"regions\":", dump.regions, out, [&](const minidump::DumpRegion& region) {
    AppendNumbers({{"address", region.address},
                   {"size", region.size},
                   {"allocation", region.allocation},
                   {"state", region.state},
                   {"protect", region.protect},
                   {"type", region.type}},
                  out);
  });
}

void AppendThreads(const Minidump& dump, std::string& out) {
  AppendObjects(",\"threads\":", dump.threads, out, [&](const minidump::DumpThread& thread) {
    AppendNumbers({{"id", thread.id},
                   {"teb", thread.teb},
                   {"instruction", thread.instruction},
                   {"start_address", thread.start_address}},
                  out);
    AppendJsonMember(",\"name\":", thread.name, out);
  });
}

}  // namespace

void AppendDumpJson(const std::string& shown, const Minidump& dump, std::string& out) {
  AppendJsonMember("{\"path\":", shown, out);
  const minidump::DumpSystem system = dump.system.value_or(minidump::DumpSystem{});
  out += ',';
  AppendNumbers({{"time", dump.time},
                 {"process_id", dump.process_id},
                 {"process_created", dump.process_created},
                 {"processor", system.processor},
                 {"major", system.major},
                 {"minor", system.minor},
                 {"build", system.build}},
                out);
  AppendObjects(",\"streams\":", dump.streams, out, [&](const minidump::DumpStream& stream) {
    AppendNumberMember("\"type\":", stream.type, out);
    AppendJsonMember(",\"name\":", minidump::StreamTypeName(stream.type), out);
    AppendNumberMember(",\"size\":", stream.size, out);
    AppendNumberMember(",\"offset\":", stream.offset, out);
  });
  AppendModules(",\"modules\":", dump.modules, out);
  AppendModules(",\"unloaded\":", dump.unloaded, out);
  AppendThreads(dump, out);
  AppendMemory(dump, out);
  AppendObjects(",\"handles\":", dump.handles, out, [&](const minidump::DumpHandle& handle) {
    AppendNumberMember("\"handle\":", handle.value, out);
    AppendJsonMember(",\"type\":", handle.type, out);
    AppendJsonMember(",\"name\":", handle.name, out);
  });
  AppendList(",\"comments\":", dump.comments, out);
  AppendNumberMember(",\"damaged_places\":", dump.damage_count, out);
  out += "}\n";
}

}  // namespace noroshi
