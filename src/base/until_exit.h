// UntilExit: an object that the process takes with it.
//
// At its end a program gives thousands of small pieces back one by one to a heap that is thrown
// away a moment later. For what lives as long as the process and whose destructor does nothing but
// that: no file is closed or written by it. Builds that look for leaks destroy it all the same.
#pragma once

namespace noroshi {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kFreesAtExit = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kFreesAtExit = true;
#else
inline constexpr bool kFreesAtExit = false;
#endif
#else
inline constexpr bool kFreesAtExit = false;
#endif

// One owner, which lives to the end of the process or nearly so.
template <class T>
class UntilExit {
 public:
  UntilExit() : object_(new T()) {}
  UntilExit(const UntilExit&) = delete;
  UntilExit& operator=(const UntilExit&) = delete;
  ~UntilExit() {
    if constexpr (kFreesAtExit) delete object_;
  }

  [[nodiscard]] T& operator*() const noexcept { return *object_; }
  [[nodiscard]] T* operator->() const noexcept { return object_; }

 private:
  T* object_;
};

}  // namespace noroshi
