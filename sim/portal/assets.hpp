// The dead weight of a real portal: photos and a tracker are here, its own style sheets, script libraries, fonts and logos are
// added by the portal. Everything is generated from the seed, so nothing foreign is shipped. Owned by a portal, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "portal/http.hpp"

namespace voygen::sim {

class Assets {
 public:
  explicit Assets(std::uint64_t seed);

  /// Before the first request only: a file of the portal itself, cached by browsers for a day.
  void add(const std::string& path, std::string content_type, std::string content);

  /// Nothing when no asset has that path.
  std::optional<Reply> find(const Request& request);

 private:
  struct File {
    std::string content_type;
    std::shared_ptr<const std::string> content;  // shared with the replies being sent
    std::string etag;
  };

  File photo(const std::string& path);

  std::uint64_t seed_;
  std::map<std::string, File, std::less<>> files_;  // complete before the first request, then read-only
  std::mutex mutex_;
  std::map<std::uint64_t, File> photos_;  // guarded by mutex_; at most kPhotoVarieties of them
};

inline constexpr const char* kScriptType = "application/javascript; charset=UTF-8";
inline constexpr const char* kStyleType = "text/css; charset=UTF-8";

/// Starts like a WOFF2 file; a browser downloads it, fails to decode it and falls back.
std::string font_bytes(std::uint64_t seed, std::size_t count);
/// Valid JavaScript that defines functions nobody calls.
std::string filler_script(const std::string& library, std::size_t bytes);
/// Valid style rules that match nothing.
std::string filler_style(const std::string& prefix, std::size_t bytes);

}  // namespace voygen::sim
