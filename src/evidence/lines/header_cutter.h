// HeaderCutter: lines, of which those that begin with '#' say how to read the others (Zeek, W3C).
// A directive holds until the same one comes again, which may be anywhere in the file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/text/record_cutter.h"

namespace noroshi::lines {

class HeaderCutter final : public RecordCutter {
 public:
  // Directive lines are records too: the parser has to meet them where they stand.
  Cut Next(std::string_view text, At at) override;
  // Shared by all units that begin under the same directives; made anew only when one changed.
  [[nodiscard]] std::shared_ptr<const std::string> Header() override;

 private:
  void TakeDirective(std::string_view line);

  LineCutter lines_;
  // The last of each name, in the order of first sight.
  std::vector<std::string> directives_;
  // Of them, a line each; null = make it anew.
  std::shared_ptr<const std::string> header_;
};

// A file that brings ever new directives is no log.
inline constexpr std::size_t kMaxDirectives = 32;
// The longest field list we know of has 2 KiB.
inline constexpr std::size_t kMaxDirectiveBytes = 64 * 1024;

// "#Fields: a b" and "#fields\ta\tb": what stands before the first ':', blank or tab.
[[nodiscard]] std::string_view DirectiveName(std::string_view line) noexcept;

}  // namespace noroshi::lines
