#include "portal/assets.hpp"

#include "catalogue/dice.hpp"
#include "portal/picture.hpp"

namespace voygen::sim {

namespace {

constexpr std::uint64_t kPhotoVarieties = 192;

std::string random_bytes(std::uint64_t seed, std::size_t count) {
  Dice dice{seed};
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count) bytes += static_cast<char>(dice.next() & 0xffU);
  return bytes;
}

constexpr std::string_view kPixel{"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02"
                                  "D\x01\0;", 43};

constexpr std::string_view kTracker = R"js((function () {
  "use strict";
  function send(event) {
    var pixel = new Image();
    pixel.src = "/tracker/pixel.gif?e=" + event + "&p=" + encodeURIComponent(location.pathname) + "&r=" + Math.random();
  }
  send("view");
  document.addEventListener("click", function () { send("click"); });
})();
)js";

}  // namespace

std::string font_bytes(std::uint64_t seed, std::size_t count) { return "wOF2" + random_bytes(seed, count); }

std::string filler_script(const std::string& library, std::size_t bytes) {
  std::string text = "/* " + library + " */\n(function (w) {\n\"use strict\";\nvar kit = {};\n";
  for (int number = 0; text.size() < bytes; ++number) {
    const std::string n = std::to_string(number);
    text += "kit.step" + n + " = function (list, into) { var out = into || {}; for (var i = 0; i < list.length; i++) { out[list[i] + " +
            n + "] = typeof list[i] === \"function\" ? list[i](out, " + n + ") : kit.step" + n +
            ".memo || null; } return out; };\n";
  }
  return text + "w.adzukiKits = w.adzukiKits || {};\nw.adzukiKits[\"" + library + "\"] = kit;\n})(window);\n";
}

std::string filler_style(const std::string& prefix, std::size_t bytes) {
  std::string text = "@charset \"UTF-8\";\n";
  for (int number = 0; text.size() < bytes; ++number) {
    const std::string n = std::to_string(number);
    text += "." + prefix + "-" + n + ":hover, ." + prefix + "-" + n + " > .inner-" + n + " { margin: " + n + "px auto; padding: 0 " +
            std::to_string(number % 17) + "px; border-color: #" + std::to_string(100 + number % 900) + "; }\n";
  }
  return text;
}

Assets::Assets(std::uint64_t seed) : seed_(seed) { add("/tracker/collect.js", kScriptType, std::string{kTracker} + filler_script("tracker", 31'000)); }

void Assets::add(const std::string& path, std::string content_type, std::string content) {
  const std::string etag = "\"" + std::to_string(number_of(content)) + "\"";
  files_[path] = {std::move(content_type), std::make_shared<const std::string>(std::move(content)), etag};
}

Assets::File Assets::photo(const std::string& path) {
  const std::uint64_t variety = number_of(path) % kPhotoVarieties;
  {
    const std::lock_guard lock{mutex_};
    if (const auto found = photos_.find(variety); found != photos_.end()) return found->second;
  }
  const std::uint64_t size = variety % 7;
  const int width = 168 + static_cast<int>(size) * 4;  // 44 to 60 KB
  auto content = std::make_shared<const std::string>(draw_landscape(mix(seed_, variety), width, width * 3 / 4, 16));
  const File file{"image/png", std::move(content), "\"" + std::to_string(variety) + "\""};
  const std::lock_guard lock{mutex_};
  return photos_.emplace(variety, file).first->second;
}

std::optional<Reply> Assets::find(const Request& request) {
  Reply reply;
  if (request.path == "/tracker/pixel.gif") {
    reply = html_reply(std::string{kPixel});
    reply.content_type = "image/gif";
    return reply;
  }
  File file;
  if (request.path.rfind("/lodging/", 0) == 0) {
    file = photo(request.path);
  } else if (const auto found = files_.find(request.path); found != files_.end()) {
    file = found->second;
  } else {
    return std::nullopt;
  }
  reply.content_type = file.content_type;
  reply.set_header("Cache-Control", "public, max-age=86400");
  reply.set_header("ETag", file.etag);
  if (request.if_none_match == file.etag) {
    reply.status = 304;
  } else {
    reply.shared_body = file.content;
  }
  return reply;
}

}  // namespace voygen::sim
