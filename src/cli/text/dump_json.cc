#include "cli/text/dump_json.h"

#include "stream/text/finding_line.h"
#include "stream/text/json_text.h"

namespace noroshi {
namespace {

using minidump::Minidump;

void AppendModules(std::string_view name, const std::vector<minidump::DumpModule>& modules,
                   std::string& out) {
  AppendObjects(name, modules, out, [&](const minidump::DumpModule& module) {
    AppendNumberMember("\"address\":", module.address, out);
    AppendNumberMember(",\"size\":", module.size, out);
    AppendNumberMember(",\"checksum\":", module.checksum, out);
    AppendNumberMember(",\"time\":", module.time, out);
    AppendJsonMember(",\"name\":", module.name, out);
    AppendJsonMember(",\"pdb\":", module.pdb, out);
  });
}

void AppendMemory(const Minidump& dump, std::string& out) {
  AppendObjects(",\"ranges\":", dump.ranges, out, [&](const minidump::DumpRange& range) {
    AppendNumberMember("\"address\":", range.address, out);
    AppendNumberMember(",\"size\":", range.size, out);
    AppendNumberMember(",\"offset\":", range.offset, out);
  });
  AppendObjects(",\"regions\":", dump.regions, out, [&](const minidump::DumpRegion& region) {
    AppendNumberMember("\"address\":", region.address, out);
    AppendNumberMember(",\"size\":", region.size, out);
    AppendNumberMember(",\"allocation\":", region.allocation, out);
    AppendNumberMember(",\"state\":", region.state, out);
    AppendNumberMember(",\"protect\":", region.protect, out);
    AppendNumberMember(",\"type\":", region.type, out);
  });
}

void AppendThreads(const Minidump& dump, std::string& out) {
  AppendObjects(",\"threads\":", dump.threads, out, [&](const minidump::DumpThread& thread) {
    AppendNumberMember("\"id\":", thread.id, out);
    AppendNumberMember(",\"teb\":", thread.teb, out);
    AppendNumberMember(",\"instruction\":", thread.instruction, out);
    AppendNumberMember(",\"start_address\":", thread.start_address, out);
    AppendJsonMember(",\"name\":", thread.name, out);
  });
}

}  // namespace

void AppendDumpJson(const std::string& shown, const Minidump& dump, std::string& out) {
  AppendJsonMember("{\"path\":", shown, out);
  AppendNumberMember(",\"time\":", dump.time, out);
  AppendNumberMember(",\"process_id\":", dump.process_id, out);
  AppendNumberMember(",\"process_created\":", dump.process_created, out);
  const minidump::DumpSystem system = dump.system.value_or(minidump::DumpSystem{});
  AppendNumberMember(",\"processor\":", system.processor, out);
  AppendNumberMember(",\"major\":", system.major, out);
  AppendNumberMember(",\"minor\":", system.minor, out);
  AppendNumberMember(",\"build\":", system.build, out);
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
