#include "rules/sigma/codes.h"

namespace noroshi::sigma {
namespace {

using namespace codes;

constexpr DiagnosticKind kAll[] = {
    kBadYaml,
    kNotMapping,
    kDuplicateKey,
    kUnreadable,
    kNotARule,
    kUnknownAction,
    kActionWithoutRule,
    kNoTitle,
    kBadId,
    kBadLevel,
    kBadStatus,
    kTaxonomy,
    kSameId,
    kBadMetadata,
    kNoLogSource,
    kBadLogSource,
    kLogSourceClash,
    kNoDetection,
    kEmptySelection,
    kNullKeyword,
    kBadValue,
    kEmptyList,
    kTooLarge,
    kModifierUnknown,
    kModifierPlace,
    kAllNeedsList,
    kNullModified,
    kWildcardInBytes,
    kBytesLeft,
    kRegexBad,
    kCidrBad,
    kCidrHostBits,
    kNumberBad,
    kExistsBad,
    kFieldRefBad,
    kPlaceholderMissing,
    kPlaceholderNone,
    kNothingLeft,
    kNoCondition,
    kConditionSyntax,
    kUndefined,
    kPatternNone,
    kConditionVanished,
    kConditionLimit,
    kNever,
    kUnusedSelection,
    kNoConditionOne,
    kAggregationBad,
    kCorrelationBad,
    kCorrelationReference,
    kFilterBad,
    kFilterUnused,
    kFilterPositive,
    kCorrelationCycle,
    kCorrelationUnfed,
    kCorrelationField,
    kAliasUnused,
};

}  // namespace

std::span<const DiagnosticKind> AllDiagnosticKinds() noexcept { return kAll; }

}  // namespace noroshi::sigma
