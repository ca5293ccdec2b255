// Error and Result<T>: how every function that can fail says so.
//
//   Result<Header> ReadHeader(ByteReader in) {
//     NOROSHI_TRY(const auto magic, in.U32("EVTX chunk signature"));
//     if (magic != kMagic) return Error{ErrorCode::kBadMagic, in.offset(), "EVTX chunk", {}};
//     ...
//   }
//
// No exception crosses a folder's edge: a third-party exception is caught where it arises and
// becomes an Error. What is merely absent is no error: use std::optional for that. What is wrong
// with evidence is no error either: it is Damage (event/damage.h), and reading goes on.
//
// Values: no shared state, safe from any thread. An Error without detail allocates nothing.
// Deleted when std::expected is there (C++23, GCC 13).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace noroshi {

enum class ErrorCode : std::uint8_t {
  kTruncated,    // the data end before the thing does
  kBadMagic,     // a signature is not what the format demands
  kBadChecksum,  // stored and computed checksums differ
  kLimit,        // a budget of ours was reached (depth, bytes, count)
  kUnsupported,  // valid, but not something we read
  kInvalid,      // breaks the rules of its format or language
  kNotFound,     // a file, name or reference does not exist
  kIo,           // the operating system refused; `detail` has its reason
  kCancelled,    // the user stopped the run
};

// Names a code the way it is written in run.json ("truncated", "bad_magic", ...). Views of
// literals: they live forever.
std::string_view ErrorCodeName(ErrorCode code) noexcept;

// Cause, place and thing: enough for a person to act without a debugger.
struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  // Absolute, in the evidence, in bytes; 0 when there is no place.
  std::uint64_t offset = 0;
  // A literal that names the thing: "EVTX chunk header". Must live forever.
  std::string_view subject;
  // What a person needs besides, such as the system's message or a file name; may be empty.
  std::string detail;

  // "EVTX chunk header at 4096: truncated (detail)".
  [[nodiscard]] std::string ToString() const;
};

// Exactly one of T and Error. Reading the wrong one is a programming error.
template <class T>
// As large as the larger of the two. Moving one moves what it holds; a Result is not to be looked
// at again after *std::move(result).
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  // Ask this first.
  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  // The value. REQUIRES: ok().
  [[nodiscard]] T& operator*() & noexcept { return *std::get_if<T>(&state_); }
  [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<T>(&state_); }
  [[nodiscard]] T&& operator*() && noexcept { return std::move(*std::get_if<T>(&state_)); }
  [[nodiscard]] T* operator->() noexcept { return std::get_if<T>(&state_); }
  [[nodiscard]] const T* operator->() const noexcept { return std::get_if<T>(&state_); }

  // REQUIRES: !ok().
  [[nodiscard]] const Error& error() const noexcept { return *std::get_if<Error>(&state_); }

 private:
  std::variant<T, Error> state_;
};

// The value of an operation that only succeeds or fails. `return Ok();` ends a function that
// returns one.
struct Done {};
using Status = Result<Done>;
inline Status Ok() { return Done{}; }

// NOROSHI_TRY(auto size, in.U32("record size")): binds the value or returns the error. A macro
// because nothing else can return from the caller; the helpers give each use a name of its own.
#define NOROSHI_CONCAT_INNER(a, b) a##b
#define NOROSHI_CONCAT(a, b) NOROSHI_CONCAT_INNER(a, b)
#define NOROSHI_TRY_IMPL(result, target, expression) \
  auto result = (expression);                        \
  if (!result.ok()) return result.error();           \
  target = *std::move(result)
#define NOROSHI_TRY(target, expression) \
  NOROSHI_TRY_IMPL(NOROSHI_CONCAT(try_result_, __LINE__), target, expression)

}  // namespace noroshi
