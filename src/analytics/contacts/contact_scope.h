// ContactScope: what counts as inside, for whoever reads contacts. Plain data; the organisation's
// own description fills it in (src/environment), and without one the private ranges hold.
#pragma once

#include <string>
#include <vector>

#include "base/ip_network.h"

namespace noroshi {

// Both lists are asked for each contact: networks by NetworkSet (a search), domains one by one, of
// which an organisation has a few.
struct ContactScope {
  NetworkSet own = DefaultOwnNetworks();  // all else is the Internet
  std::vector<std::string> own_domains;   // folded, without a dot ahead: "corp.example"
};

}  // namespace noroshi
