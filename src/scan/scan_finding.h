// ScanFinding: something about a file's form or place that an implant would show, with the numbers
// that a person can check. Never a verdict: each rule says what else causes it.
//
// Plain values; text from the file is as the file has it and is to be escaped where it is shown.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/level.h"

namespace noroshi::scan {

// In the order of ScanRules().
enum class ScanRuleId : std::uint8_t {
  kSideLoading,
  kSignatureStuffing,
  kAlteredAfterSigning,
  kDataBehindSignature,
  kSystemNameOutOfPlace,
  kRenamedProgram,
  kDeceptiveName,
  kHiddenProgram,
  kOddStructure,
  kEncryptedInDotNet,
  kYaraMatch,
  kProgramInMemory,
  kCodeInMemory,
  kThreadOutsideModules,
  kModuleAltered,
  kPatchedFunction,
  kEncodedContent,
  kConfigurationBlock,
  kOddObjectName,
  kPipeOfFramework,
  kImplantRequest,
  kMacroRunsItself,
  kRemoteTemplate,
  kDynamicDataExchange,
  kExternalObject,
  kLureContainer,
  kOddZone,
};

// What stands behind a rule. All text is constant.
struct ScanRule {
  std::string_view id;  // "side_loading"
  std::string_view title_en, title_ja;
  std::string_view techniques;  // ATT&CK ids, separated by blanks
  std::string_view idea;        // of the detection catalogue: "D2-01"; both "" for yara_match
  std::string_view other_causes_en, other_causes_ja;
  std::string_view next_en, next_ja;  // what to do with such a finding
};
[[nodiscard]] std::span<const ScanRule> ScanRules() noexcept;
[[nodiscard]] const ScanRule& RuleOf(ScanRuleId id) noexcept;

// One checked fact: "exports_missing" = "3".
struct ScanReason {
  std::string_view name;  // constant
  std::string value;
};

// Something found, with its place and its reasons.
struct ScanFinding {
  ScanRuleId rule{};
  Level level = Level::kLow;
  std::string path;          // of the file that is wrong, as the user would name it
  std::uint64_t offset = 0;  // in the file, where the finding is about a place
  std::uint64_t bytes = 0;   // how many there
  // Last change of the file (of the archive), or when a dump was taken; seconds since 1970.
  std::int64_t modified = 0;
  std::vector<ScanReason> reasons;
  // Where a rule of the user says it better than the table does; "" = as there.
  std::string title, title_ja, techniques, other_causes, other_causes_ja;
};

// Each of these is the finding's own text, else its rule's. Views of the finding or of constants.
[[nodiscard]] std::string_view TitleOf(const ScanFinding& finding, bool japanese) noexcept;
[[nodiscard]] std::string_view TechniquesOf(const ScanFinding& finding) noexcept;
[[nodiscard]] std::string_view OtherCausesOf(const ScanFinding& finding, bool japanese) noexcept;

}  // namespace noroshi::scan
