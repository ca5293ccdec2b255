// Reads all evidence once for what it says of the organisation.
#pragma once

#include "cli/options/evidence_options.h"
#include "environment/learn/learnt.h"

namespace noroshi {

// Fills `facts`. Returns an ExitCode as RunSortedScan; damage and unreadable files are told on
// stderr. Memory: sums of sightings, sorted on disk beyond their budget (TMPDIR), and the facts.
int LearnEnvironment(const EvidenceOptions& evidence, LearntFacts& facts);

}  // namespace noroshi
