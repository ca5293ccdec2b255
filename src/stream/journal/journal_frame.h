// Frames: what a journal file is made of. Each has a checksum, so that a hunt that was killed in
// the middle of a write, or a disk that lost one, costs the frames from there on and nothing else.
//
//   u32 kind, u32 payload size, u64 checksum of kind and payload, payload
//
// In this machine's byte order: a journal is read where it was written. The checksum finds damage,
// it does not prove who wrote it: whoever can write to the results can change them as well.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace noroshi {

enum class FrameKind : std::uint32_t {
  // What is hunted, and how: the first frame of a generation.
  kPlan = 0x4E4A5031,
  // Some of its files; those of one generation stand behind kPlan, in the order of their ranks.
  kPlanFiles = 0x4E4A5032,
  // What units of one source gave.
  kUnits = 0x4E4A5531,
  // A file read to its end.
  kFile = 0x4E4A4631,
};

// Goes up when frames or what is in them take another form: a journal of before then is not gone on
// with.
inline constexpr std::uint64_t kJournalForm = 2;
// A frame holds what some dozens of units gave; more than this is damage.
inline constexpr std::uint32_t kMaxFrameBytes = std::uint32_t{1} << 30;

// REQUIRES: at most kMaxFrameBytes.
void AppendFrame(FrameKind kind, std::string_view payload, std::string& out);
// The same for a payload that is put together in place: what is appended to `out` between the two
// becomes the frame's. `begin` is what BeginFrame gave.
[[nodiscard]] std::size_t BeginFrame(std::string& out);
void EndFrame(FrameKind kind, std::size_t begin, std::string& out);

// One journal file that is only ever added to. Errors stick; whoever writes a journal can do
// without. One owner.
class JournalFile {
 public:
  static Result<JournalFile> Create(const std::string& path);
  JournalFile(JournalFile&& other) noexcept;
  JournalFile& operator=(JournalFile&& other) noexcept;
  ~JournalFile();

  // With one write, which a killed process leaves whole or cut, never mixed up.
  Status Append(std::string_view frames);

 private:
  JournalFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

  int descriptor_ = -1;
  std::string path_;  // for error texts
  Status status_ = Ok();
};

// Reads the whole frames of a file, up to the first that is cut or damaged. One owner.
class FrameReader {
 public:
  // kIo, kNotFound when it cannot be opened.
  static Result<FrameReader> Open(const std::string& path);
  FrameReader(FrameReader&& other) noexcept;
  FrameReader& operator=(FrameReader&& other) noexcept;
  ~FrameReader();

  // False at the end of what can be used. The payload lives until the next call.
  [[nodiscard]] bool Next();
  [[nodiscard]] FrameKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::string_view payload() const noexcept { return payload_; }

 private:
  explicit FrameReader(int descriptor) : descriptor_(descriptor) {}
  [[nodiscard]] bool Read(char* out, std::size_t size);

  int descriptor_ = -1;
  FrameKind kind_{};
  std::string payload_;
};

}  // namespace noroshi
