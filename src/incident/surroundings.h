// Surroundings: what is known of hosts and accounts before any finding: roles and sites. Asked of
// whoever knows (src/environment); where nobody does, incidents are made as if all hosts were
// alike.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace noroshi {

struct IncidentHostFacts {
  bool server = false;  // domain controllers and jump hosts may be servers as well
  bool domain_controller = false;
  bool jump_host = false;
  bool way_through = false;  // by their logons several administrators go from it to others
  bool serves_all = false;   // update server, scanner: has to do with every computer
  std::string site;          // "" = not known
  bool outlying = false;     // the site is an affiliate's, or overseas
};

// Either function may be null. Names are as evidence writes them; the answers must not change
// while an incident is made.
struct IncidentSurroundings {
  std::function<IncidentHostFacts(std::string_view host)> host = nullptr;
  // An administrator's or a service's account: has to do with many computers as a rule.
  std::function<bool(std::string_view account)> common_account = nullptr;
};

}  // namespace noroshi
