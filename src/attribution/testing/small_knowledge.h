// A knowledge of four invented sets, small enough to check sums by hand.
//
//   G1  T1 (reports A, B), T2 (A), T3.001 (B), software S1 (A)
//   G2  T1 (C), T4 (C, D), software S2 (C)
//   G3  T1 (E), T5 (E)
//   G4  nothing: never part of a library
//   C1  campaign of G1: T6, S3         S1 does T2 and T6, as report A says; T9 is T1's old id, T8
//                                      an older one that no table holds
#pragma once

#include "knowledge/model.h"

namespace noroshi {

[[nodiscard]] Knowledge SmallKnowledge();

}  // namespace noroshi
