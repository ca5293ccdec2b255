// Randomised tests under AddressSanitizer, where a round takes some twenty times as long, do a
// share of their rounds; the plain builds do all of them.
#pragma once

namespace noroshi {

#if defined(__SANITIZE_ADDRESS__)
#define NOROSHI_PACE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NOROSHI_PACE 1
#endif
#endif

// Of so many rounds one is done.
#ifdef NOROSHI_PACE
inline constexpr int kPace = 6;
#undef NOROSHI_PACE
#else
inline constexpr int kPace = 1;
#endif

}  // namespace noroshi
