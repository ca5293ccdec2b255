// YaraScanner: one thread's use of YaraRules over contents: files, members of archives, regions of
// memory.
//
// One owner, one thread. Memory: what libyara needs for the matches of one content, and a buffer of
// at most kYaraWindowBytes. Time: limits.seconds for each content, held by libyara.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rereadable_bytes.h"
#include "scan/yara/yara_rules.h"

struct YR_SCAN_CONTEXT;  // what libyara makes its scanner of

namespace noroshi::scan {

// Files up to this size are looked at in one piece, as the yara command does. Larger ones go
// through in windows of that size, which overlap by kYaraOverlapBytes so that no string of a rule
// is cut; what modules such as pe say then comes from the first window.
inline constexpr std::size_t kYaraWindowBytes = std::size_t{128} << 20;
inline constexpr std::size_t kYaraOverlapBytes = std::size_t{64} << 10;

struct YaraLimits {
  int seconds = 60;                         // a content; 0 = no limit
  std::size_t window = kYaraWindowBytes;    // tests make it small
  std::size_t overlap = kYaraOverlapBytes;  // less than window
};

// Where a string of a rule stands.
struct YaraHit {
  std::string string;        // "$a"
  std::uint64_t offset = 0;  // in the content
  std::uint64_t bytes = 0;   // length of the match
  std::string text;          // its beginning: printable text, else hex
};
inline constexpr std::size_t kMaxHitsKept = 24;         // of a rule
inline constexpr std::size_t kMaxHitsKeptOfString = 4;  // of one of its strings

struct YaraMatch {
  std::size_t rule = 0;  // index in YaraRules::rules()
  std::vector<YaraHit> hits;
  std::uint64_t hit_count = 0;  // with those not kept
};

// What rules may ask about the content besides its bytes.
struct YaraNames {
  std::string filename, filepath, extension, filetype;
};
// Of a path as results show it. Folders are written as Windows does, which is what rules expect.
[[nodiscard]] YaraNames YaraNamesOf(std::string_view shown, bool is_program);

class YaraScanner {
 public:
  // `rules` must outlive it.
  YaraScanner(const YaraRules& rules, const YaraLimits& limits);
  ~YaraScanner();
  YaraScanner(const YaraScanner&) = delete;
  YaraScanner& operator=(const YaraScanner&) = delete;

  // Appends the matches, in the order of the rules, and what kept rules from looking at all of the
  // content (time, too many hits, an error of reading).
  void Scan(Bytes content, const YaraNames& names, std::vector<YaraMatch>& matches,
            std::vector<Error>& losses);
  // The same for a file of any size. `content.size()` must be known.
  void Scan(const RereadableBytes& content, const YaraNames& names, std::vector<YaraMatch>& matches,
            std::vector<Error>& losses);

 private:
  class Run;
  struct State;
  YR_SCAN_CONTEXT* Prepare(const YaraNames& names, std::vector<Error>& losses);

  const YaraRules& rules_;
  const YaraLimits limits_;
  std::unique_ptr<State> state_;  // libyara's scanner
  std::vector<std::uint8_t> buffer_;
};

}  // namespace noroshi::scan
