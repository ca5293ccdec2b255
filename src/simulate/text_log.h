// TextLog: a log of lines (VPN gateway, proxy, network sensor) that grows on disk, and knows
// afterwards on which line each labelled entry stands.
//
// Entries come in any order within the time that is not yet flushed. One owner. Memory: the entries
// not yet flushed, and the places of labelled ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "simulate/host_log.h"

namespace noroshi {

// A labelled line.
struct LabelledLine {
  Label label = kNoLabel;
  std::uint64_t line = 0;  // counted from 1, head lines included
  Timestamp time;
};

class TextLog {
 public:
  // `path`: of the file, relative to `root`, with '/'. `kind`: what truth.json calls such records:
  // "fortigate". `head`: lines before the first entry, each with its line break.
  TextLog(std::filesystem::path root, std::string path, std::string kind, std::string head);

  // `line` without line break.
  void Add(Timestamp time, Label label, std::string line);
  // Writes all entries before `until`, in time order.
  Status Flush(Timestamp until);
  // Gives the file its name. Nothing happens when there was no entry.
  Status Close();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const std::string& kind() const noexcept { return kind_; }
  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] const std::vector<LabelledLine>& labelled() const noexcept { return labelled_; }

 private:
  struct Draft {
    Timestamp time;
    Label label = kNoLabel;
    std::string text;
  };

  [[nodiscard]] std::filesystem::path Unfinished() const;

  std::filesystem::path root_;
  std::string path_, kind_, head_;
  std::uint64_t head_lines_ = 0, entries_ = 0, size_ = 0;
  std::vector<Draft> drafts_;
  std::vector<LabelledLine> labelled_;
};

}  // namespace noroshi
