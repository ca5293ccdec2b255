// SquidFormat: one `logformat` of squid (squid.conf documented, "logformat"), made ready to take
// lines apart:
//
//   %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt
//   %>a [%tl] "%{User-Agent}>h"
//
// Codes become fields by the names that Sigma and W3C's logs have (c-ip, cs-user-agent); a code
// that has none keeps its own ("ssl::>sni"). Times become "_time".
//
// Immutable once made; Read() is const but for the caller's record. Allocates for the time only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "evidence/flat/flat_record.h"

namespace noroshi::lines {

class SquidFormat {
 public:
  // Fails for what is no format code, and for two codes with nothing between them: no line of such
  // a format could be read.
  static Result<SquidFormat> Make(std::string_view logformat, PathTable& paths);

  // Adds the fields to `record`, which is not cleared; "-" is no value. `made` keeps the texts that
  // had to be made. False when the line has another form; what was added then is worth nothing.
  [[nodiscard]] bool Read(std::string_view line, FlatRecord& record, Arena& made) const;

 private:
  enum class Kind : std::uint8_t {
    kLiteral,
    kField,
    kAddress,   // may hold colons
    kSeconds,   // of the time
    kFraction,  // of the time, in milliseconds
    kLocal,     // a time as text, in local time
    kUtc,
  };
  struct Part {
    Kind kind{};
    // kLiteral: blanks in it stand for one or more.
    std::string text;
    PathId path{};
    // Of a time: the blanks inside.
    std::size_t blanks = 0;
    // Of a time without an offset: what makes it UTC.
    std::string_view suffix;
  };

  explicit SquidFormat(PathId time) : time_(time) {}
  Status AddCode(std::string_view& format, PathTable& paths);
  void AddLiteral(char c);
  [[nodiscard]] std::string_view Value(const Part& part, std::string_view& line,
                                       const Part* next) const noexcept;

  std::vector<Part> parts_;
  PathId time_{};
};

// squid's own formats besides `squid`, `common` and `combined`, which have readers of their own.
inline constexpr std::string_view kSquidReferrer = "%ts.%03tu %>a %{Referer}>h %ru";
inline constexpr std::string_view kSquidUserAgent = "%>a [%tl] \"%{User-Agent}>h\"";

}  // namespace noroshi::lines
