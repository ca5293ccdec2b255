#include "stream/pass/log_feed.h"

#include <algorithm>

#include "base/hash.h"

namespace noroshi {
namespace {

// Windows compares computer names without case.
std::uint64_t HostHash(std::string_view host) {
  std::string upper(host);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return Hash64(upper);
}

}  // namespace

// By host, then in the order of the evidence.
void LogFeed::EndUnit(SourceRank source, const EventContext& context) {
  builder_.Flush(context, NumberOf(source), [&](const LogPiece& piece) {
    if (piece.runs.empty()) return;
    const SortKey key{.time = HostHash(piece.host),
                      .file = source.file,
                      .member = source.member,
                      .position = piece.runs.front().first.offset};
    const std::size_t before = pieces_.pending().size();
    EncodePiece(piece, pieces_.pending());
    if (log_ != nullptr) log_->AddPiece(key, std::string_view(pieces_.pending()).substr(before));
    pieces_.Commit(key);
  });
}

}  // namespace noroshi
