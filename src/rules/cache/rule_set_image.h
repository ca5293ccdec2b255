// A RuleSet as bytes and back. A set that comes back is the same in every member but `sources`; its
// rules stay packed and are not even looked at until somebody asks for one, so reading 8,000 of
// them costs about a millisecond.
//
// TO ADD A MEMBER to RuleSet (or NotUsedRule, Diagnostic): name it in its Fields function in
// rule_set_image.cc, which does not compile until that is done.
#pragma once

#include <optional>
#include <string>

#include "base/cache_folder.h"
#include "rules/rule_set.h"

namespace noroshi {

// Linear; about 1.3 KB a rule.
[[nodiscard]] std::string PackRuleSet(const RuleSet& set);

// Nothing when the bytes are no such image. They may be anything: a forged image gives rules that
// are wrong, never a crash. The set keeps the image as long as it lives.
[[nodiscard]] std::optional<RuleSet> UnpackRuleSet(const CacheImage& image);

}  // namespace noroshi
