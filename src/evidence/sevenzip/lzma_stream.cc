#include <lzma.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "evidence/sevenzip/coder_streams.h"
#include "evidence/sevenzip/packed_input.h"

namespace noroshi::sevenzip {
namespace {

constexpr std::string_view kMemberName = "7z member";

struct FilterRow {
  CoderMethod method;
  lzma_vli id;
};

// By the names of liblzma, which has the same filters as 7-Zip.
constexpr std::array<FilterRow, 8> kFilters = {{{CoderMethod::kDelta, LZMA_FILTER_DELTA},
                                                {CoderMethod::kX86, LZMA_FILTER_X86},
                                                {CoderMethod::kPowerPc, LZMA_FILTER_POWERPC},
                                                {CoderMethod::kIa64, LZMA_FILTER_IA64},
                                                {CoderMethod::kArm, LZMA_FILTER_ARM},
                                                {CoderMethod::kArmThumb, LZMA_FILTER_ARMTHUMB},
                                                {CoderMethod::kSparc, LZMA_FILTER_SPARC},
                                                {CoderMethod::kArm64, LZMA_FILTER_ARM64}}};

lzma_vli FilterIdOf(CoderMethod method) noexcept {
  for (const FilterRow& row : kFilters) {
    if (row.method == method) return row.id;
  }
  return LZMA_VLI_UNKNOWN;
}

// liblzma's filters, from the plain side to the packed one; frees what liblzma allocated.
class FilterChain {
 public:
  FilterChain() { filters_.fill({LZMA_VLI_UNKNOWN, nullptr}); }
  ~FilterChain() { lzma_filters_free(filters_.data(), nullptr); }
  FilterChain(const FilterChain&) = delete;
  FilterChain& operator=(const FilterChain&) = delete;

  Status Add(const PackCoder& coder) {
    if (count_ == LZMA_FILTERS_MAX) return Bad("it has too many filters");
    const bool is_lzma = coder.method == CoderMethod::kLzma;
    const bool is_lzma2 = coder.method == CoderMethod::kLzma2;
    lzma_filter filter{FilterIdOf(coder.method), nullptr};
    if (is_lzma) filter.id = LZMA_FILTER_LZMA1;
    if (is_lzma2) filter.id = LZMA_FILTER_LZMA2;
    const lzma_ret result =
        lzma_properties_decode(&filter, nullptr, coder.properties.data(), coder.properties.size());
    if (result != LZMA_OK) return Bad("settings of its coder that are none");
    filters_[count_++] = filter;
    return is_lzma || is_lzma2 ? FitDictionary(filters_[count_ - 1], coder) : Ok();
  }

  [[nodiscard]] const lzma_filter* get() const noexcept { return filters_.data(); }

 private:
  static Error Bad(const char* reason) { return {ErrorCode::kInvalid, 0, kMemberName, reason}; }

  // No match reaches further back than there are bytes. LZMA's own end is where its bytes are all
  // there, which the version with a known size is told.
  static Status FitDictionary(lzma_filter& filter, const PackCoder& coder) {
    auto* options = static_cast<lzma_options_lzma*>(filter.options);
    const std::uint64_t needed = std::max<std::uint64_t>(coder.unpacked_bytes, LZMA_DICT_SIZE_MIN);
    if (options->dict_size > needed) options->dict_size = static_cast<std::uint32_t>(needed);
    if (options->dict_size > kMaxLzmaDictionaryBytes) {
      return Error{ErrorCode::kLimit, 0, kMemberName, "its dictionary needs too much memory"};
    }
    if (filter.id == LZMA_FILTER_LZMA1) {
      filter.id = LZMA_FILTER_LZMA1EXT;
      options->ext_flags = LZMA_LZMA1EXT_ALLOW_EOPM;
      lzma_set_ext_size(*options, coder.unpacked_bytes);
    }
    return Ok();
  }

  std::array<lzma_filter, LZMA_FILTERS_MAX + 1> filters_{};
  std::size_t count_ = 0;
};

class LzmaStream final : public ByteStream {
 public:
  LzmaStream(std::unique_ptr<ByteStream> inner, std::shared_ptr<UnpackBudget> budget)
      : input_(std::move(inner)), budget_(std::move(budget)) {}
  ~LzmaStream() override { lzma_end(&lzma_); }

  Status Start(const FilterChain& chain) {
    const lzma_ret result = lzma_raw_decoder(&lzma_, chain.get());
    if (result == LZMA_OK) return Ok();
    return Error{result == LZMA_MEM_ERROR ? ErrorCode::kLimit : ErrorCode::kInvalid, 0, kMemberName,
                 "liblzma cannot undo its coders"};
  }

  Result<std::size_t> Read(std::span<std::uint8_t> out) override {
    lzma_.next_out = out.data();
    lzma_.avail_out = out.size();
    while (!ended_ && lzma_.avail_out == out.size()) {
      NOROSHI_TRY([[maybe_unused]] const Done refilled, Refill());
      const lzma_ret result = lzma_code(&lzma_, LZMA_RUN);
      ended_ = result == LZMA_STREAM_END;
      if (result == LZMA_BUF_ERROR && input_ended_) {
        return Error{ErrorCode::kTruncated, 0, kMemberName, "the archive ends too early"};
      }
      if (!ended_ && result != LZMA_OK && result != LZMA_BUF_ERROR) {
        return Error{ErrorCode::kInvalid, 0, kMemberName, "its LZMA bytes are damaged"};
      }
    }
    const std::size_t done = out.size() - lzma_.avail_out;
    NOROSHI_TRY([[maybe_unused]] const Done charged, budget_->Charge(done));
    return done;
  }

 private:
  Status Refill() {
    if (lzma_.avail_in != 0 || input_ended_) return Ok();
    NOROSHI_TRY(const Bytes block, input_.Next());
    input_ended_ = block.empty();
    lzma_.next_in = block.data();
    lzma_.avail_in = block.size();
    return Ok();
  }

  PackedInput input_;
  std::shared_ptr<UnpackBudget> budget_;
  lzma_stream lzma_ = LZMA_STREAM_INIT;
  bool ended_ = false, input_ended_ = false;
};

}  // namespace

bool IsFilter(CoderMethod method) noexcept { return FilterIdOf(method) != LZMA_VLI_UNKNOWN; }

Result<std::unique_ptr<ByteStream>> NewLzma(std::unique_ptr<ByteStream> inner,
                                            std::span<const PackCoder> coders,
                                            std::shared_ptr<UnpackBudget> budget) {
  FilterChain chain;
  for (std::size_t i = coders.size(); i-- > 0;) {
    NOROSHI_TRY([[maybe_unused]] const Done added, chain.Add(coders[i]));
  }
  auto stream = std::make_unique<LzmaStream>(std::move(inner), std::move(budget));
  NOROSHI_TRY([[maybe_unused]] const Done started, stream->Start(chain));
  return std::unique_ptr<ByteStream>(std::move(stream));
}

}  // namespace noroshi::sevenzip
