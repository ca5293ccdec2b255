#include "simulate/text_log.h"

#include <algorithm>
#include <utility>

#include "simulate/output_file.h"

namespace noroshi {

TextLog::TextLog(std::filesystem::path root, std::string path, std::string kind, std::string head)
    : root_(std::move(root)),
      path_(std::move(path)),
      kind_(std::move(kind)),
      head_(std::move(head)),
      head_lines_(static_cast<std::uint64_t>(std::ranges::count(head_, '\n'))) {}

std::filesystem::path TextLog::Unfinished() const { return (root_ / path_).string() + ".part"; }

void TextLog::Add(Timestamp time, Label label, std::string line) {
  drafts_.push_back({time, label, std::move(line)});
}

Status TextLog::Flush(Timestamp until) {
  std::stable_sort(drafts_.begin(), drafts_.end(),
                   [](const Draft& a, const Draft& b) { return a.time < b.time; });
  const auto end = std::find_if(drafts_.begin(), drafts_.end(),
                                [&](const Draft& draft) { return draft.time >= until; });
  if (end == drafts_.begin()) return Ok();
  std::string text;
  if (entries_ == 0) {
    NOROSHI_TRY([[maybe_unused]] auto made, MakeFolder((root_ / path_).parent_path()));
    text = head_;
  }
  for (auto draft = drafts_.begin(); draft != end; ++draft) {
    text += draft->text;
    text += '\n';
    ++entries_;
    if (draft->label == kNoLabel) continue;
    labelled_.push_back({draft->label, head_lines_ + entries_, draft->time});
  }
  drafts_.erase(drafts_.begin(), end);
  NOROSHI_TRY([[maybe_unused]] auto done, WriteBytes(Unfinished(), text, size_));
  size_ += text.size();
  return Ok();
}

Status TextLog::Close() {
  if (entries_ == 0) return Ok();
  return RenameFile(Unfinished(), root_ / path_);
}

}  // namespace noroshi
