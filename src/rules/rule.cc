#include "rules/rule.h"

namespace noroshi {

std::string_view RuleSourceName(RuleSource source) noexcept {
  switch (source) {
    case RuleSource::kSigma: return "sigma";
    case RuleSource::kHayabusa: return "hayabusa";
    case RuleSource::kNoroshi: return "noroshi";
  }
  return "sigma";
}

std::string_view RuleStatusName(RuleStatus status) noexcept {
  switch (status) {
    case RuleStatus::kUnknown: return "unknown";
    case RuleStatus::kStable: return "stable";
    case RuleStatus::kTest: return "test";
    case RuleStatus::kExperimental: return "experimental";
    case RuleStatus::kDeprecated: return "deprecated";
    case RuleStatus::kUnsupported: return "unsupported";
  }
  return "unknown";
}

}  // namespace noroshi
