// CacheFolder: files that may vanish or be damaged at any time without anybody noticing more than a
// slower start.
//
// A file is written under a name of its own and then renamed, so a reader sees all of it or
// nothing, and processes that write the same name at once do no harm: the last one wins. Read gives
// only what was written whole: a mark, the size and a checksum stand in front. Every failure is
// silent and means "not there": a read-only or missing folder simply never has anything.
//
// What is trusted: the user the program runs as. Read takes a file only if it and the folder belong
// to that user and nobody else may write to them: what readers of images make of hostile bytes is
// then no question of security, for whoever can write there is that user already. (Root does not
// read what lies in another's folder, as under sudo with the home of the caller.) The checksum
// finds damage, it proves nothing.
//
// Holds a name only; safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace noroshi {

// A file's bytes, mapped: only what is touched takes memory, and none that could not be had back.
// The file's name may go or come to mean another file meanwhile; these bytes stay. Nobody writes
// into a finished file.
struct CacheImage {
  // Shared by all that points into it, and unmapped behind them.
  std::shared_ptr<const void> file;
  // What was written, without the mark in front; points into `file`.
  std::string_view content;
  // Of the open file; -1: `file` is memory like any other (HeldImage).
  int handle = -1;
  // What the file says its content adds up to (image_check.h).
  std::uint64_t sum = 0;

  // Gives back the memory of what has been touched; the next touch reads it again, also where
  // another thread is reading just now. Does nothing where there is no file behind the bytes.
  void ReleasePages() const noexcept;
  // The same bytes as `part`, read into `room`: a touch may map two megabytes around it, which
  // stay. `part` itself where there is no file. REQUIRES: `part` lies in `content`.
  [[nodiscard]] std::string_view ReadApart(std::string_view part, std::string& room) const;
};

// The same for who has no folder to keep a file in: a file without a name in `folder`, which goes
// with the image; or memory, where `folder` is "" or no file can be had there.
[[nodiscard]] CacheImage HeldImage(std::string content, const std::string& folder = {});

// A rule set of SigmaHQ and Hayabusa takes three files and 40 MB, YARA rules of signature-base one
// of 17: room for a handful of sets.
inline constexpr std::size_t kMaxCacheFiles = 24;
inline constexpr std::uint64_t kMaxCacheBytes = 512ULL << 20;

class CacheFolder {
 public:
  // "" = no folder: nothing is found, nothing is kept.
  explicit CacheFolder(std::string folder) : folder_(std::move(folder)) {}

  // Marks the file as used just now, for Trim.
  [[nodiscard]] std::optional<CacheImage> Read(const std::string& name) const;
  // The same for who has threads to share the check: the content may be anything until an
  // ImageCheck has found that it holds.
  [[nodiscard]] std::optional<CacheImage> Open(const std::string& name) const;
  // Makes the folder, readable by its owner alone, if there is none.
  void Write(const std::string& name, std::string_view content) const;
  // Removes the files that have not been used for longest, until at most `max_files` and
  // `max_bytes` are left; forgotten unfinished files as well. Only files of ours.
  void Trim(std::size_t max_files, std::uint64_t max_bytes) const;

 private:
  std::string folder_;
};

// $XDG_CACHE_HOME/noroshi, else ~/.cache/noroshi from the two variables' values (null = not set);
// "" where neither is an absolute path.
[[nodiscard]] std::string UserCacheFolder(const char* xdg_cache_home, const char* home);

}  // namespace noroshi
