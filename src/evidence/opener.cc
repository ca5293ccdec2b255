// Opens a file by its content: binary formats first, by their signatures, then the text formats.
#include "evidence/byte_stream.h"
#include "evidence/encoding/utf8_stream.h"
#include "evidence/evtx/evtx_decoder.h"
#include "evidence/evtx/evtx_source.h"
#include "evidence/file.h"
#include "evidence/source.h"
#include "evidence/text_formats.h"

namespace noroshi {
namespace {

// Null without an error when no text format knows it.
Result<std::unique_ptr<Source>> OpenText(std::unique_ptr<ByteStream> raw,
                                         const ReadOptions& options) {
  NOROSHI_TRY(auto start, SniffedStream::Open(std::move(raw)));
  auto decoded = std::make_unique<Utf8Stream>(std::move(start), std::make_shared<TextNotes>());
  NOROSHI_TRY(auto text, SniffedStream::Open(std::move(decoded)));
  for (const TextFormat& format : TextFormats()) {
    NOROSHI_TRY(std::unique_ptr<Source> source, format.open(text, options));
    if (source != nullptr) return source;
  }
  return std::unique_ptr<Source>();
}

}  // namespace

Result<std::unique_ptr<Source>> OpenSource(const std::string& path, const ReadOptions& options) {
  NOROSHI_TRY(ReadOnlyFile file, ReadOnlyFile::Open(path));
  if (file.size() == 0) return Error{ErrorCode::kTruncated, 0, "evidence file", "empty"};
  NOROSHI_TRY(std::unique_ptr<Source> source, evtx::OpenEvtx(file, options));
  if (source == nullptr) {
    NOROSHI_TRY(source, OpenText(std::make_unique<FileStream>(std::move(file)), options));
  }
  if (source != nullptr) return source;
  return Error{ErrorCode::kUnsupported, 0, "evidence file", "no known format"};
}

std::unique_ptr<Decoder> NewDecoder(std::string_view format, const ReadOptions& options,
                                    EventContext& context) {
  if (format == evtx::kFormatName) return evtx::NewEvtxDecoder(options, context);
  for (const TextFormat& known : TextFormats()) {
    if (known.name == format) return known.new_decoder(options, context);
  }
  return nullptr;
}

}  // namespace noroshi
