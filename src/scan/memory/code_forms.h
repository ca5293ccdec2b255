// Position-independent code by its form: prologues of public stagers, hashes of function names
// close together, command words as numbers. Works on memory and on files.
//
// Pure, safe from any thread. Cost: about two nanoseconds a byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::scan {

enum class CodeFormKind : std::uint8_t {
  kPrologue,      // the first bytes of a stager, 32 or 64 bits
  kHashes,        // four or more ROR-13 hashes of functions within kHashSpan
  kCommandWords,  // send, recv, memo, kill a few bytes apart, in clear or under one byte
};
// "stager_prologue", "api_hashes", "command_words".
[[nodiscard]] std::string_view CodeFormName(CodeFormKind kind) noexcept;

struct CodeForm {
  CodeFormKind kind{};
  std::size_t offset = 0, bytes = 0;
  std::string detail;  // "x64"; the functions; the key
};

inline constexpr std::size_t kHashSpan = 256;
inline constexpr std::size_t kLeastHashes = 4;
inline constexpr std::size_t kMostFormsKept = 64;

// Appends what is found, by place; stops at kMostFormsKept.
void FindCodeForms(Bytes bytes, std::vector<CodeForm>& forms);

// The hash by which shellcode finds a function: ROR-13 over the library's name in upper-case UTF-16
// with its end, plus the same over the function's name. "kernel32.dll", "LoadLibraryA" gives
// 0x0726774C.
[[nodiscard]] std::uint32_t ApiHash(std::string_view library, std::string_view function) noexcept;

}  // namespace noroshi::scan
