// Opens a file by its content: one row per format that evidence can have.
#include <array>

#include "evidence/evtx/evtx_decoder.h"
#include "evidence/evtx/evtx_source.h"
#include "evidence/file.h"
#include "evidence/source.h"

namespace noroshi {
namespace {

struct Format {
  std::string_view name;
  // Null without an error when the content is something else.
  Result<std::unique_ptr<Source>> (*open)(ReadOnlyFile& file, const ReadOptions& options);
  std::unique_ptr<Decoder> (*new_decoder)(const ReadOptions& options, EventContext& context);
};

constexpr std::array<Format, 1> kFormats = {
    Format{evtx::kFormatName, evtx::OpenEvtx, evtx::NewEvtxDecoder}};

}  // namespace

Result<std::unique_ptr<Source>> OpenSource(const std::string& path, const ReadOptions& options) {
  NOROSHI_TRY(ReadOnlyFile file, ReadOnlyFile::Open(path));
  if (file.size() == 0) return Error{ErrorCode::kTruncated, 0, "evidence file", "empty"};
  for (const Format& format : kFormats) {
    NOROSHI_TRY(std::unique_ptr<Source> source, format.open(file, options));
    if (source != nullptr) return source;
  }
  return Error{ErrorCode::kUnsupported, 0, "evidence file", "no known format"};
}

std::unique_ptr<Decoder> NewDecoder(std::string_view format, const ReadOptions& options,
                                    EventContext& context) {
  for (const Format& known : kFormats) {
    if (known.name == format) return known.new_decoder(options, context);
  }
  return nullptr;
}

}  // namespace noroshi
