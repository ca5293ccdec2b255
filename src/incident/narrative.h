// Sentences about an incident, in Japanese and English. Each says what findings show; nothing is
// guessed, and nobody is named as the intruder.
//
// Pure functions of the incident. Texts from evidence stand in them as they are: whoever shows them
// must escape.
#pragma once

#include "incident/incident.h"

namespace noroshi {

// One line. Needs hosts and tactics.
[[nodiscard]] TwoLanguages TitleOf(const Incident& incident);
// Three to six sentences. Needs all but the narrative itself.
[[nodiscard]] TwoLanguages NarrativeOf(const Incident& incident);

}  // namespace noroshi
