// KnownEnvironment: an Environment with what answers questions about it, made once for a run.
//
// Immutable; safe from any thread. Owns everything; borrowed by whoever asks, for as long as the
// run lasts. Built in milliseconds for an inventory of some thousand computers.
#pragma once

#include <utility>

#include "environment/allow_list.h"
#include "environment/environment.h"
#include "environment/environment_index.h"

namespace noroshi {

struct KnownEnvironment {
  // `now` decides which allowed things have expired; 0 ticks: none.
  KnownEnvironment(Environment environment, Timestamp now)
      : data(std::move(environment)), index(data), allow(data, now) {}

  Environment data;
  EnvironmentIndex index;
  AllowList allow;
};

}  // namespace noroshi
