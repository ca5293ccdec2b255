#include "scan/yara/yara_scanner.h"

#include <fmt/format.h>
#include <yara.h>

#include <algorithm>

#include "scan/scan_path.h"

namespace noroshi::scan {
namespace {

constexpr std::size_t kShownBytes = 48;

bool IsPrintable(std::uint8_t byte) { return byte >= 0x20 && byte < 0x7F; }

// The beginning of a match as text: ASCII, UTF-16 of ASCII, else hex.
std::string ShowBytes(Bytes bytes) {
  const Bytes start = bytes.first(std::min(bytes.size(), kShownBytes));
  std::string text;
  if (std::all_of(start.begin(), start.end(), IsPrintable)) {
    for (const std::uint8_t byte : start) text += static_cast<char>(byte);
  } else if (start.size() >= 4 && start.size() % 2 == 0) {
    for (std::size_t i = 0; i < start.size(); i += 2) {
      if (!IsPrintable(start[i]) || start[i + 1] != 0) {
        text.clear();
        break;
      }
      text += static_cast<char>(start[i]);
    }
  }
  if (text.empty()) {
    for (const std::uint8_t byte : start) text += fmt::format("{:02x}", byte);
  }
  return bytes.size() > start.size() ? text + "..." : text;
}

Error YaraError(int code) {
  switch (code) {
    case ERROR_SCAN_TIMEOUT:
      return {ErrorCode::kLimit, 0, "YARA", "the time limit was reached (--yara-seconds)"};
    case ERROR_INSUFFICIENT_MEMORY: return {ErrorCode::kLimit, 0, "YARA", "out of memory"};
    default: return {ErrorCode::kInvalid, 0, "YARA", fmt::format("libyara's error {}", code)};
  }
}

// A content of any size as libyara's memory blocks: windows over one buffer, one after the other.
// libyara asks for data of the block it was given last, so one buffer is enough.
class Windows {
 public:
  Windows(const RereadableBytes& content, const YaraLimits& limits,
          std::vector<std::uint8_t>& buffer)
      : content_(content), limits_(limits), buffer_(buffer) {
    block_.context = this;
    block_.fetch_data = [](YR_MEMORY_BLOCK* block) {
      return static_cast<Windows*>(block->context)->Data();
    };
    iterator_.context = this;
    iterator_.first = [](YR_MEMORY_BLOCK_ITERATOR* it) {
      return static_cast<Windows*>(it->context)->At(0);
    };
    iterator_.next = [](YR_MEMORY_BLOCK_ITERATOR* it) {
      auto& self = *static_cast<Windows*>(it->context);
      const std::uint64_t end = self.block_.base + self.block_.size;
      return end >= self.content_.size() ? nullptr : self.At(end - self.limits_.overlap);
    };
    iterator_.file_size = [](YR_MEMORY_BLOCK_ITERATOR* it) {
      return static_cast<Windows*>(it->context)->content_.size();
    };
    iterator_.last_error = ERROR_SUCCESS;
  }

  [[nodiscard]] YR_MEMORY_BLOCK_ITERATOR* iterator() noexcept { return &iterator_; }
  [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

 private:
  YR_MEMORY_BLOCK* At(std::uint64_t base) {
    block_.base = base;
    block_.size =
        static_cast<std::size_t>(std::min<std::uint64_t>(limits_.window, content_.size() - base));
    iterator_.last_error = ERROR_SUCCESS;
    return &block_;
  }

  const std::uint8_t* Data() {
    if (loaded_ && loaded_base_ == block_.base) return buffer_.data();
    if (buffer_.size() < block_.size) buffer_.resize(block_.size);
    const std::span<std::uint8_t> out(buffer_.data(), block_.size);
    const Result<std::size_t> got = content_.ReadAgain(block_.base, out);
    if (!got.ok()) {
      error_ = got.error();
      return nullptr;
    }
    // The file was cut under us: what is not there reads as zeros.
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(*got), out.end(), std::uint8_t{0});
    loaded_ = true;
    loaded_base_ = block_.base;
    return buffer_.data();
  }

  const RereadableBytes& content_;
  const YaraLimits& limits_;
  std::vector<std::uint8_t>& buffer_;
  YR_MEMORY_BLOCK block_{};
  YR_MEMORY_BLOCK_ITERATOR iterator_{};
  std::optional<Error> error_;
  bool loaded_ = false;
  std::uint64_t loaded_base_ = 0;
};

}  // namespace

// Collects what libyara reports of one content.
class YaraScanner::Run {
 public:
  Run(const YaraRules& rules, std::vector<YaraMatch>& matches, std::vector<Error>& losses)
      : rules_(rules), matches_(matches), losses_(losses) {}

  static int Report(YR_SCAN_CONTEXT* context, int message, void* data, void* self) {
    auto& run = *static_cast<Run*>(self);
    if (message == CALLBACK_MSG_RULE_MATCHING) {
      run.AddMatch(*context, *static_cast<const YR_RULE*>(data));
    } else if (message == CALLBACK_MSG_TOO_MANY_MATCHES) {
      run.NoteTooMany(*static_cast<const YR_STRING*>(data));
    }
    return CALLBACK_CONTINUE;
  }

 private:
  void AddMatch(YR_SCAN_CONTEXT& context, const YR_RULE& rule) {
    YaraMatch& match = matches_.emplace_back();
    match.rule = static_cast<std::size_t>(&rule - rules_.compiled()->rules_table);
    const YR_STRING* string = nullptr;
    yr_rule_strings_foreach((&rule), string) {
      std::size_t kept = 0;
      const YR_MATCH* found = nullptr;
      const YR_SCAN_CONTEXT* const ctx = &context;
      yr_string_matches_foreach(ctx, string, found) {
        ++match.hit_count;
        if (match.hits.size() >= kMaxHitsKept || kept >= kMaxHitsKeptOfString) continue;
        ++kept;
        const Bytes bytes(found->data, static_cast<std::size_t>(std::max(found->data_length, 0)));
        match.hits.push_back({string->identifier,
                              static_cast<std::uint64_t>(found->base + found->offset),
                              static_cast<std::uint64_t>(found->match_length), ShowBytes(bytes)});
      }
    }
  }

  void NoteTooMany(const YR_STRING& string) {
    const YaraRule& rule = rules_.rules()[string.rule_idx];
    losses_.push_back({ErrorCode::kLimit, 0, "YARA",
                       fmt::format("{} of rule {} matches too often: not counted to its end",
                                   string.identifier, rule.name)});
  }

  const YaraRules& rules_;
  std::vector<YaraMatch>& matches_;
  std::vector<Error>& losses_;
};

struct YaraScanner::State {
  YR_SCANNER* scanner = nullptr;
  ~State() {
    if (scanner != nullptr) yr_scanner_destroy(scanner);
  }
};

YaraNames YaraNamesOf(std::string_view shown, bool is_program) {
  YaraNames names;
  names.filename = NameOf(shown);
  names.filepath = FolderOf(shown);
  std::replace(names.filepath.begin(), names.filepath.end(), '/', '\\');
  names.extension = ExtensionOf(shown);
  names.filetype = is_program ? "EXE" : "";
  return names;
}

YaraScanner::YaraScanner(const YaraRules& rules, const YaraLimits& limits)
    : rules_(rules), limits_(limits), state_(std::make_unique<State>()) {
  if (yr_scanner_create(rules.compiled(), &state_->scanner) != ERROR_SUCCESS) return;
  yr_scanner_set_timeout(state_->scanner, limits.seconds);
  // The bytes are ours and in memory: there is no mapped file that could be cut under libyara.
  yr_scanner_set_flags(state_->scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH);
}

YaraScanner::~YaraScanner() = default;

// Null when libyara has no memory; that is told then.
YR_SCAN_CONTEXT* YaraScanner::Prepare(const YaraNames& names, std::vector<Error>& losses) {
  YR_SCANNER* const scanner = state_->scanner;
  if (scanner == nullptr) {
    losses.push_back(YaraError(ERROR_INSUFFICIENT_MEMORY));
    return nullptr;
  }
  yr_scanner_define_string_variable(scanner, "filename", names.filename.c_str());
  yr_scanner_define_string_variable(scanner, "filepath", names.filepath.c_str());
  yr_scanner_define_string_variable(scanner, "extension", names.extension.c_str());
  yr_scanner_define_string_variable(scanner, "filetype", names.filetype.c_str());
  return scanner;
}

void YaraScanner::Scan(Bytes content, const YaraNames& names, std::vector<YaraMatch>& matches,
                       std::vector<Error>& losses) {
  if (!rules_.MayMatch(content)) return;
  YR_SCANNER* const scanner = Prepare(names, losses);
  if (scanner == nullptr) return;
  Run run(rules_, matches, losses);
  yr_scanner_set_callback(scanner, Run::Report, &run);
  const int code = yr_scanner_scan_mem(scanner, content.data(), content.size());
  if (code != ERROR_SUCCESS) losses.push_back(YaraError(code));
}

void YaraScanner::Scan(const RereadableBytes& content, const YaraNames& names,
                       std::vector<YaraMatch>& matches, std::vector<Error>& losses) {
  if (content.size() <= limits_.window) {
    const auto size = static_cast<std::size_t>(content.size());
    if (buffer_.size() < size) buffer_.resize(size);
    const Result<std::size_t> got = content.ReadAgain(0, std::span(buffer_).first(size));
    if (!got.ok()) return losses.push_back(got.error());
    return Scan(Bytes(buffer_).first(*got), names, matches, losses);
  }
  YR_SCANNER* const scanner = Prepare(names, losses);
  if (scanner == nullptr) return;
  Run run(rules_, matches, losses);
  yr_scanner_set_callback(scanner, Run::Report, &run);
  Windows windows(content, limits_, buffer_);
  const int code = yr_scanner_scan_mem_blocks(scanner, windows.iterator());
  if (windows.error().has_value()) losses.push_back(*windows.error());
  if (code != ERROR_SUCCESS) losses.push_back(YaraError(code));
}

}  // namespace noroshi::scan
