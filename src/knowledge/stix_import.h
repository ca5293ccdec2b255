// Reads a STIX 2.1 bundle as ATT&CK publishes it (any version) into a KnowledgeBuilder.
//
// Taken: intrusion sets, campaigns, malware and tools, attack patterns, tactics, courses of action
// that are mitigations, and the relationships uses, attributed-to, mitigates and revoked-by, each
// with the names of the reports it cites. Ids, names, aliases, dates and relations only: the texts
// of descriptions are left where they are.
//
// A bundle is a stranger's file. It is parsed in one pass without a tree (simdjson on demand); what
// is kept is bounded by the limits below, objects of a form that is not understood are counted and
// skipped, and only a text that is no JSON bundle at all is an error. Names under which one report
// is cited are joined by its address (citation.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "knowledge/builder.h"

namespace noroshi {

// ATT&CK Enterprise is 33 MB and 25,000 objects; the largest public bundles of all domains together
// stay below a fifth of these.
inline constexpr std::size_t kMostBundleBytes = std::size_t{512} << 20;
inline constexpr std::size_t kMostBundleObjects = 500'000;
// Names and ids in ATT&CK stay below 200 bytes; a longer one is cut, between two characters.
inline constexpr std::size_t kMostNameBytes = 512;
// A relationship of ATT&CK cites at most 30 reports, an entity has at most 40 names.
inline constexpr std::size_t kMostListItems = 1000;

struct ImportCounts {
  // All objects of the bundle, whatever became of them.
  std::uint64_t objects = 0;
  // Those that were taken.
  std::uint64_t entities = 0;
  std::uint64_t relations = 0;
  // Of types that are not taken.
  std::uint64_t other = 0;
  // Revoked or deprecated, or a relation of something that is.
  std::uint64_t withdrawn = 0;
  // Without what its type must have.
  std::uint64_t not_understood = 0;
};

// `bundle` is changed: padding for the parser is added behind it. On an error the builder is to be
// dropped. Error::offset is the place in the bundle.
[[nodiscard]] Result<ImportCounts> ImportStixBundle(std::string& bundle, KnowledgeBuilder& into);

}  // namespace noroshi
