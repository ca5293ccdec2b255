// Utf8Stream: any text as valid UTF-8 without byte order mark. What is no character becomes U+FFFD
// and is counted: a broken byte never costs a line. Line feeds stay where they are, so physical
// line numbers hold.
//
// ASCII and valid UTF-8 are checked where the caller's buffer lies and cost no copy. The encoding
// is taken from the start, or decided at the first byte beyond ASCII; it is not changed afterwards.
// Offsets of evidence read through this are those in the UTF-8 text.
//
// One owner. Memory: up to 5 x 64 KiB, only for text that has to be converted.
#pragma once

#include <iconv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "evidence/byte_stream.h"
#include "evidence/encoding/text_encoding.h"

namespace noroshi {

// What became of a text; complete once the stream has ended. Written by the thread that reads.
struct TextNotes {
  TextEncoding encoding = TextEncoding::kAscii;
  // Characters that became U+FFFD.
  std::uint64_t replaced = 0;
  // Offset of the first in the UTF-8 text.
  std::uint64_t first_replaced = 0;
  // This system cannot convert the encoding; read as UTF-8.
  bool no_converter = false;
};

class Utf8Stream final : public ByteStream {
 public:
  // `notes` is shared with whoever wants to know in the end.
  Utf8Stream(std::unique_ptr<SniffedStream> inner, std::shared_ptr<TextNotes> notes);
  ~Utf8Stream() override;

  Result<std::size_t> Read(std::span<std::uint8_t> out) override;
  // Of the bytes underneath: a hint also where the text gets longer or shorter.
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const override;

 private:
  // Reads from below; at the end, or at an error, sets ended_.
  std::size_t Pull(std::span<std::uint8_t> out);
  // Straight into `out`; what is not valid stays in raw_. 0 = convert what is there instead.
  std::size_t ReadChecked(std::span<std::uint8_t> out);
  // Fills text_ from raw_ and the stream below; false when nothing is left.
  bool Convert();
  void DecideEncoding();
  // Each appends raw_ to text_, up to a character that is not whole yet, and returns the bytes
  // used.
  std::size_t ConvertUtf8();
  std::size_t ConvertUtf16();
  std::size_t ConvertCp932();
  // Forgets text_, all of which has been given.
  void StartText() noexcept;
  void AppendReplacement();
  [[nodiscard]] bool is_utf8() const noexcept;

  std::unique_ptr<SniffedStream> inner_;
  std::shared_ptr<TextNotes> notes_;
  // Read but not yet given or converted.
  std::vector<std::uint8_t> raw_;
  // Converted but not yet given from given_ on.
  std::string text_;
  std::size_t given_ = 0;
  // In the UTF-8 text, of text_[0].
  std::uint64_t offset_ = 0;
  // Of the stream below.
  bool ended_ = false;
  std::optional<Error> error_;
  iconv_t converter_;
};

}  // namespace noroshi
