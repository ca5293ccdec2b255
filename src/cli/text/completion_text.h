// Shell completions and the man page, written from the command line's own description, so that no
// option can be missing from them.
//
// Only words and options of our own go into them: no text of evidence. The words are quoted for the
// shell all the same.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace noroshi {

// Each takes the described command line and returns a whole file. Pure: same options, same bytes.
[[nodiscard]] std::string BashCompletion(const CLI::App& root);
[[nodiscard]] std::string ZshCompletion(const CLI::App& root);
[[nodiscard]] std::string FishCompletion(const CLI::App& root);
[[nodiscard]] std::string ManPage(const CLI::App& root);

}  // namespace noroshi
