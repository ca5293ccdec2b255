#include "scan/memory/memory_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "decoders/request_forms.h"
#include "scan/file_facts.h"
#include "scan/memory/code_forms.h"
#include "scan/memory/configuration_block.h"
#include "scan/memory/encoded_content.h"
#include "scan/memory/hidden_image.h"
#include "scan/memory/module_checks.h"
#include "scan/memory/object_names.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kRules = 64;  // more than there are

std::string Hex(std::uint64_t number) { return fmt::format("{:#x}", number); }

std::string_view TextOf(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes as text
}

// Compilers that run what they make: their code lies where an implant's would.
constexpr std::string_view kJitModules[] = {
    "clr.dll",     "clrjit.dll",   "coreclr.dll",       "mscorwks.dll", "jvm.dll",
    "j9jit29.dll", "jscript9.dll", "chakra.dll",        "v8.dll",       "libcef.dll",
    "chrome.dll",  "msedge.dll",   "xul.dll",           "mono.dll",     "node.dll",
    "luajit.dll",  "lua51.dll",    "mono-2.0-bdwgc.dll"};

ScanFinding RequestFinding(const decoders::FoundRequest& request, std::uint64_t base) {
  constexpr std::string_view kNames[] = {"lodeinfo_beacon", "datper_parameter", "vsingle_request",
                                         "encoded_user_agent"};
  ScanFinding finding;
  finding.rule = ScanRuleId::kImplantRequest;
  finding.level =
      request.form == decoders::RequestForm::kEncodedAgent ? Level::kMedium : Level::kHigh;
  finding.offset = base + request.offset;
  finding.bytes = request.bytes;
  finding.reasons = {{"form", std::string(kNames[static_cast<std::size_t>(request.form)])},
                     {"content", request.detail}};
  return finding;
}

class MemoryScan {
 public:
  MemoryScan(const std::string& path, const ProcessMemory& memory,
             std::vector<ScanFinding>& findings)
      : path_(path), memory_(memory), findings_(findings) {}

  void Run() {
    for (const MemoryBlock& block : memory_.blocks()) {
      if (block.module == nullptr) ScanBlock(block);
    }
    if (memory_.dump() != nullptr) {
      CheckThreads();
      CheckModules();
      CheckHandles();
    }
    Finish();
  }

 private:
  void Add(ScanFinding finding) {
    auto& held = held_[static_cast<std::size_t>(finding.rule)];
    ++counts_[static_cast<std::size_t>(finding.rule)];
    if (held.size() >= kMostOfOneRule) return;
    finding.path = path_;
    held.push_back(std::move(finding));
  }

  void Finish() {
    for (std::size_t rule = 0; rule < kRules; ++rule) {
      std::vector<ScanFinding>& held = held_[rule];
      if (held.empty()) continue;
      if (counts_[rule] > held.size()) {
        held.back().reasons.push_back(
            {"more_of_this", std::to_string(counts_[rule] - held.size())});
      }
      std::move(held.begin(), held.end(), std::back_inserter(findings_));
    }
  }

  // A finding about a place in a block.
  static ScanFinding At(ScanRuleId rule, Level level, const MemoryBlock& block, std::uint64_t into,
                        std::uint64_t bytes) {
    ScanFinding finding;
    finding.rule = rule;
    finding.level = level;
    finding.offset = block.offset + into;
    finding.bytes = bytes;
    finding.reasons.push_back({"address", Hex(block.address + into)});
    if (block.is_known) finding.reasons.push_back({"region", RegionText(block)});
    return finding;
  }

  // Window by window; what begins in the overlap belongs to the next window.
  void ScanBlock(const MemoryBlock& block) {
    for (std::uint64_t at = 0; at < block.size;) {
      const std::uint64_t left = block.size - at;
      window_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kMemoryWindowBytes)));
      const std::size_t got = memory_.Read(block.address + at, window_);
      if (got == 0) return;
      const bool last = left <= kMemoryWindowBytes;
      const std::size_t own = last ? got : got - std::min(got, kMemoryOverlapBytes);
      ScanWindow(block, at, Bytes(window_).first(got), own);
      if (last || own == 0) return;
      at += own;
    }
  }

  void ScanWindow(const MemoryBlock& block, std::uint64_t at, Bytes bytes, std::size_t own) {
    if (block.is_suspect()) {
      if (block.is_known) AddImages(block, at, bytes, own);
      AddCode(block, at, bytes, own);
      AddConfigurations(block, at, bytes, own);
    }
    AddEncoded(block, at, bytes, own);
    decoders::FindRequests(TextOf(bytes), [&](const decoders::FoundRequest& request) {
      if (request.offset >= own) return;
      ScanFinding finding = RequestFinding(request, block.offset + at);
      finding.reasons.push_back({"address", Hex(block.address + at + request.offset)});
      Add(std::move(finding));
    });
  }

  void AddImages(const MemoryBlock& block, std::uint64_t at, Bytes bytes, std::size_t own) {
    std::vector<HiddenImage> images;
    FindImages(bytes, images);
    for (const HiddenImage& image : images) {
      if (image.offset >= own) continue;
      ScanFinding finding =
          At(ScanRuleId::kProgramInMemory, Level::kHigh, block, at + image.offset, 0);
      finding.reasons.push_back({"header", std::string(ImageTraceName(image.trace))});
      finding.reasons.push_back({"sections", std::to_string(image.sections)});
      if (image.machine != 0) finding.reasons.push_back({"machine", Hex(image.machine)});
      if (image.is_dotnet) finding.reasons.push_back({"dotnet", "true"});
      loaded_.insert(block.address);
      Add(std::move(finding));
    }
  }

  void AddCode(const MemoryBlock& block, std::uint64_t at, Bytes bytes, std::size_t own) {
    std::vector<CodeForm> forms;
    FindCodeForms(bytes, forms);
    for (const CodeForm& form : forms) {
      if (form.offset >= own) continue;
      ScanFinding finding =
          At(ScanRuleId::kCodeInMemory, Level::kHigh, block, at + form.offset, form.bytes);
      finding.reasons.push_back({"form", std::string(CodeFormName(form.kind))});
      finding.reasons.push_back({"content", form.detail});
      loaded_.insert(block.address);
      Add(std::move(finding));
    }
  }

  void AddEncoded(const MemoryBlock& block, std::uint64_t at, Bytes bytes, std::size_t own) {
    std::vector<EncodedContent> contents;
    FindEncodedContent(bytes, contents);
    for (const EncodedContent& content : contents) {
      if (content.offset >= own) continue;
      // Honest programs keep keys and parts as base64 in their data, but not where code runs.
      const Level level = !block.is_suspect()                     ? Level::kLow
                          : content.kind == EncodedKind::kProgram ? Level::kHigh
                                                                  : Level::kMedium;
      ScanFinding finding =
          At(ScanRuleId::kEncodedContent, level, block, at + content.offset, content.bytes);
      finding.reasons.push_back({"decodes_to", std::string(EncodedKindName(content.kind))});
      if (content.is_wide) finding.reasons.push_back({"utf16", "true"});
      Add(std::move(finding));
    }
  }

  void AddConfigurations(const MemoryBlock& block, std::uint64_t at, Bytes bytes, std::size_t own) {
    if (!block.is_known) return;  // too many in data of any kind
    std::vector<ConfigurationBlock> blocks;
    FindConfigurationBlocks(bytes, blocks);
    for (const ConfigurationBlock& found : blocks) {
      if (found.offset >= own) continue;
      ScanFinding finding =
          At(ScanRuleId::kConfigurationBlock, Level::kLow, block, at + found.offset, found.bytes);
      finding.reasons.push_back({"peer", fmt::format("{}:{}", found.address, found.port)});
      for (std::size_t i = 0; i < std::min<std::size_t>(found.texts.size(), 4); ++i) {
        finding.reasons.push_back({"text", found.texts[i]});
      }
      Add(std::move(finding));
    }
  }

  [[nodiscard]] bool HasJit() const {
    return std::any_of(
        memory_.dump()->modules.begin(), memory_.dump()->modules.end(),
        [](const minidump::DumpModule& module) {
          const std::string name =
              LowerAscii(std::string_view(module.name).substr(module.name.find_last_of("\\/") + 1));
          return std::find(std::begin(kJitModules), std::end(kJitModules), name) !=
                 std::end(kJitModules);
        });
  }

  // Threads that began, or are, where no module is.
  void CheckThreads() {
    const bool jit = HasJit();
    if (memory_.dump()->modules.empty()) return;
    for (const minidump::DumpThread& thread : memory_.dump()->threads) {
      if (CheckThreadAt(thread, thread.start_address, "start_address", jit)) continue;
      if (!jit) CheckThreadAt(thread, thread.instruction, "instruction", jit);
    }
  }

  bool CheckThreadAt(const minidump::DumpThread& thread, std::uint64_t address,
                     std::string_view what, bool jit) {
    if (address == 0 || memory_.dump()->ModuleAt(address) != nullptr) return false;
    const minidump::DumpRegion* const region = memory_.dump()->RegionAt(address);
    // Without regions an address outside all modules may be a module that the list leaves out.
    if (region == nullptr || !region->is_committed() || !region->is_executable() ||
        !region->is_private()) {
      return false;
    }
    ScanFinding finding;
    finding.rule = ScanRuleId::kThreadOutsideModules;
    const bool certain = loaded_.contains(region->address);
    finding.level = certain ? Level::kHigh : jit ? Level::kLow : Level::kMedium;
    finding.reasons = {{"thread", std::to_string(thread.id)},
                       {what, Hex(address)},
                       {"region", fmt::format("{:#x}, {} bytes, {}", region->address, region->size,
                                              ProtectionName(region->protect))}};
    if (certain) finding.reasons.push_back({"region_holds", "a program or shellcode"});
    if (!thread.name.empty()) finding.reasons.push_back({"thread_name", thread.name});
    Add(std::move(finding));
    return true;
  }

  void CheckModules() {
    for (const ModuleDifference& difference : CompareModules(memory_)) {
      ScanFinding finding;
      finding.rule = ScanRuleId::kModuleAltered;
      // Of the program itself, another image is another program.
      const bool main = difference.module == &memory_.dump()->modules.front();
      finding.level = main || difference.what == "private_memory" ? Level::kHigh : Level::kMedium;
      finding.reasons = {{"module", difference.module->name},
                         {"address", Hex(difference.module->address)},
                         {"differs_in", difference.what},
                         {"listed", difference.listed},
                         {"found", difference.found}};
      Add(std::move(finding));
    }
    for (const PatchedFunction& patched : FindPatchedFunctions(memory_)) {
      ScanFinding finding;
      finding.rule = ScanRuleId::kPatchedFunction;
      finding.level = Level::kHigh;
      finding.reasons = {{"module", patched.module->name},
                         {"function", patched.function},
                         {"address", Hex(patched.address)},
                         {"bytes", patched.bytes}};
      Add(std::move(finding));
    }
  }

  void CheckHandles() {
    std::set<std::string> told;
    for (const minidump::DumpHandle& handle : memory_.dump()->handles) {
      const std::string name(ObjectNameOf(handle.name));
      if (name.empty() || !told.insert(name).second) continue;
      ScanFinding finding;
      if (handle.name.find("\\NamedPipe\\") != std::string::npos && IsFrameworkPipe(name)) {
        finding.rule = ScanRuleId::kPipeOfFramework;
        finding.level = Level::kHigh;
        finding.reasons = {{"pipe", name}};
      } else if (const std::string_view odd = OddObjectName(name);
                 !odd.empty() && (handle.type == "Mutant" || handle.type == "Event")) {
        finding.rule = ScanRuleId::kOddObjectName;
        finding.level = Level::kLow;
        finding.reasons = {
            {"name", name}, {"object", handle.type}, {"odd_because", std::string(odd)}};
      } else {
        continue;
      }
      Add(std::move(finding));
    }
  }

  const std::string& path_;
  const ProcessMemory& memory_;
  std::vector<ScanFinding>& findings_;
  std::vector<std::uint8_t> window_;
  std::set<std::uint64_t> loaded_;  // blocks that hold a program or shellcode
  std::array<std::vector<ScanFinding>, kRules> held_;
  std::array<std::uint64_t, kRules> counts_{};
};

}  // namespace

void ScanMemory(const std::string& path, const ProcessMemory& memory,
                std::vector<ScanFinding>& findings) {
  MemoryScan(path, memory, findings).Run();
}

void ScanFileBytes(const std::string& path, std::uint64_t base, Bytes bytes,
                   std::vector<ScanFinding>& findings) {
  std::size_t count = 0;
  decoders::FindRequests(TextOf(bytes), [&](const decoders::FoundRequest& request) {
    if (++count > kMostOfOneRule) return;
    findings.push_back(RequestFinding(request, base));
    findings.back().path = path;
  });
}

}  // namespace noroshi::scan
