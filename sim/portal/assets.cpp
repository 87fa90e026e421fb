#include "portal/assets.hpp"

#include "catalogue/dice.hpp"
#include "portal/picture.hpp"

namespace voygen::sim {

namespace {

constexpr std::uint64_t kPhotoVarieties = 192;
constexpr std::string_view kScript = "application/javascript; charset=UTF-8";
constexpr std::string_view kStyle = "text/css; charset=UTF-8";

std::string random_bytes(std::uint64_t seed, std::size_t count) {
  Dice dice{seed};
  std::string bytes;
  bytes.reserve(count);
  while (bytes.size() < count) bytes += static_cast<char>(dice.next() & 0xffU);
  return bytes;
}

/// Starts like a WOFF2 file; a browser downloads it, fails to decode it and falls back.
std::string font_bytes(std::uint64_t seed, std::size_t count) { return "wOF2" + random_bytes(seed, count); }

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

constexpr std::string_view kCheckIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="10" fill="#2e8b57"/>)"
    R"(<path d="M5 10l4 4 7-8" stroke="#fff" stroke-width="2" fill="none"/></svg>)";

constexpr std::string_view kLogo =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 48"><path d="M6 34h36l-6 8H12z" fill="#0b4f6c"/>)"
    R"(<path d="M22 6v24H8z" fill="#e4572e"/><path d="M26 12v18h14z" fill="#17bebb"/>)"
    R"(<text x="54" y="33" font-family="Arial" font-size="24" fill="#0b4f6c">CP | Central</text></svg>)";

}  // namespace

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

Assets::Assets(std::uint64_t seed) : seed_(seed) {
  add_libraries();
  add_pictures();
}

void Assets::add(const std::string& path, std::string content_type, std::string content) {
  const std::string etag = "\"" + std::to_string(number_of(content)) + "\"";
  files_[path] = {std::move(content_type), std::make_shared<const std::string>(std::move(content)), etag};
}

void Assets::add_libraries() {
  const std::string script{kScript};
  const std::string style{kStyle};
  add("/adzuki/css/grid.min.css", style, filler_style("grid", 158'000));
  add("/adzuki/css/icons.min.css", style,
      "@font-face { font-family: \"Adzicons\"; src: url(/adzuki/fonts/adzicons.woff2) format(\"woff2\"); }\n"
      "@font-face { font-family: \"Adzuki Sans\"; src: url(/adzuki/fonts/adzuki-sans.woff2) format(\"woff2\"); }\n" +
          filler_style("adzicon", 72'000));
  add("/adzuki/js/core.min.js", script, filler_script("core", 89'000));
  add("/adzuki/js/widgets.min.js", script, filler_script("widgets", 78'000));
  add("/adzuki/js/dates.min.js", script, filler_script("dates", 59'000));
  add("/adzuki/js/lists.min.js", script, filler_script("lists", 73'000));
  add("/adzuki/js/views.min.js", script, filler_script("views", 139'000));
  add("/adzuki/fonts/adzicons.woff2", "font/woff2", font_bytes(seed_, 76'000));
  add("/adzuki/fonts/adzuki-sans.woff2", "font/woff2", font_bytes(seed_ + 1, 48'000));
  add("/tracker/collect.js", script, std::string{kTracker} + filler_script("tracker", 31'000));
}

void Assets::add_pictures() {
  add("/adzuki/images/check-icon.svg", "image/svg+xml", std::string{kCheckIcon});
  add("/adzuki/images/logo.svg", "image/svg+xml", std::string{kLogo});
  add("/images/no-hotel-image-available.png", "image/png", draw_plain(200, 150, 0xd8dde2));
  add("/maps/api/staticmap", "image/png", draw_landscape(seed_, 120, 120, 4));
  add("/favicon.ico", "image/png", draw_plain(16, 16, 0x0b4f6c));
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
