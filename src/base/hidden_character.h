// Characters that nobody sees, or that change how their neighbours are shown: what evidence may
// hold to lead a reader astray, or to give orders to a terminal.
//
// One list for everything that people look at: the terminal, YAML that is proposed, exchange files,
// the trend report. web/src/visible.ts has the same one for the report; tests hold both together.
// Pure; safe from any thread; a binary search.
#pragma once

namespace noroshi {

// Controls (C0, C1, DEL; line breaks and tabs too), zero-width, bidirectional and filling
// characters, separators of lines and paragraphs, tags and variation selectors.
[[nodiscard]] bool IsHiddenCharacter(char32_t code_point) noexcept;

// Of these, the controls: what a terminal obeys.
[[nodiscard]] constexpr bool IsControlCharacter(char32_t code_point) noexcept {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace noroshi
