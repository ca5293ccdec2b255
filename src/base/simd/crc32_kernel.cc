#include "base/simd/crc32_kernel.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define NOROSHI_TARGET_CLMUL __attribute__((target("pclmul,sse4.1")))
#endif

namespace noroshi::simd {

#if defined(__x86_64__)
namespace {

constexpr std::size_t kLaneBytes = 16;
constexpr std::size_t kLanes = 4;

// x^power modulo the polynomial, bits reflected, as a factor for a reflected product (which is one
// bit short).
constexpr std::int64_t Power(unsigned power) noexcept {
  std::uint32_t remainder = 0x80000000;
  for (unsigned i = 0; i < power; ++i) {
    remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? kCrc32Poly : 0U);
  }
  return static_cast<std::int64_t>(remainder) << 1;
}

// To move a lane over n bits, its halves are multiplied with x^(n + 32) and x^(n - 32).
struct Shift {
  std::int64_t low, high;
};
constexpr Shift kOverLane = {Power(128 + 32), Power(128 - 32)};
constexpr Shift kOverAllLanes = {Power(4 * 128 + 32), Power(4 * 128 - 32)};
static_assert(kOverLane.low == 0x1'7519'97d0 && kOverLane.high == 0x0'ccaa'009e);
static_assert(kOverAllLanes.low == 0x1'5444'2bd4 && kOverAllLanes.high == 0x1'c6e4'1596);

NOROSHI_TARGET_CLMUL inline __m128i Load(const std::uint8_t* at) noexcept {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

NOROSHI_TARGET_CLMUL inline __m128i Fold(__m128i lane, __m128i shift, __m128i next) noexcept {
  const __m128i low = _mm_clmulepi64_si128(lane, shift, 0x00);
  const __m128i high = _mm_clmulepi64_si128(lane, shift, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

}  // namespace

bool CanFoldCrc32() noexcept {
  return __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0;
}

NOROSHI_TARGET_CLMUL std::size_t FoldCrc32(
    Bytes bytes, std::uint32_t state,
    std::array<std::uint8_t, kCrc32FoldedBytes>& folded) noexcept {
  const std::uint8_t* const data = bytes.data();
  __m128i lanes[kLanes];
  for (std::size_t i = 0; i < kLanes; ++i) lanes[i] = Load(data + i * kLaneBytes);
  lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi32_si128(static_cast<int>(state)));
  std::size_t at = kLanes * kLaneBytes;
  const __m128i all = _mm_set_epi64x(kOverAllLanes.high, kOverAllLanes.low);
  for (; at + kLanes * kLaneBytes <= bytes.size(); at += kLanes * kLaneBytes) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      lanes[i] = Fold(lanes[i], all, Load(data + at + i * kLaneBytes));
    }
  }
  const __m128i one = _mm_set_epi64x(kOverLane.high, kOverLane.low);
  __m128i sum = lanes[0];
  for (std::size_t i = 1; i < kLanes; ++i) sum = Fold(sum, one, lanes[i]);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(folded.data()), sum);
  return at;
}

#else

bool CanFoldCrc32() noexcept { return false; }

std::size_t FoldCrc32(Bytes, std::uint32_t, std::array<std::uint8_t, kCrc32FoldedBytes>&) noexcept {
  return 0;
}

#endif

}  // namespace noroshi::simd
