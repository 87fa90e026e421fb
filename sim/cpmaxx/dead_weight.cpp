#include "cpmaxx/dead_weight.hpp"

#include "portal/embedded.hpp"
#include "portal/picture.hpp"

namespace voygen::sim {

namespace {

constexpr std::string_view kCheckIcon =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="10" fill="#2e8b57"/>)"
    R"(<path d="M5 10l4 4 7-8" stroke="#fff" stroke-width="2" fill="none"/></svg>)";

constexpr std::string_view kLogo =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 48"><path d="M6 34h36l-6 8H12z" fill="#0b4f6c"/>)"
    R"(<path d="M22 6v24H8z" fill="#e4572e"/><path d="M26 12v18h14z" fill="#17bebb"/>)"
    R"(<text x="54" y="33" font-family="Arial" font-size="24" fill="#0b4f6c">CP | Central</text></svg>)";

void add_libraries(Assets& assets, std::uint64_t seed) {
  assets.add("/adzuki/css/grid.min.css", kStyleType, filler_style("grid", 158'000));
  assets.add("/adzuki/css/icons.min.css", kStyleType,
      "@font-face { font-family: \"Adzicons\"; src: url(/adzuki/fonts/adzicons.woff2) format(\"woff2\"); }\n"
      "@font-face { font-family: \"Adzuki Sans\"; src: url(/adzuki/fonts/adzuki-sans.woff2) format(\"woff2\"); }\n" +
          filler_style("adzicon", 72'000));
  assets.add("/adzuki/js/core.min.js", kScriptType, filler_script("core", 89'000));
  assets.add("/adzuki/js/widgets.min.js", kScriptType, filler_script("widgets", 78'000));
  assets.add("/adzuki/js/dates.min.js", kScriptType, filler_script("dates", 59'000));
  assets.add("/adzuki/js/lists.min.js", kScriptType, filler_script("lists", 73'000));
  assets.add("/adzuki/js/views.min.js", kScriptType, filler_script("views", 139'000));
  assets.add("/adzuki/fonts/adzicons.woff2", "font/woff2", font_bytes(seed, 76'000));
  assets.add("/adzuki/fonts/adzuki-sans.woff2", "font/woff2", font_bytes(seed + 1, 48'000));
}

void add_pictures(Assets& assets, std::uint64_t seed) {
  assets.add("/adzuki/images/check-icon.svg", "image/svg+xml", std::string{kCheckIcon});
  assets.add("/adzuki/images/logo.svg", "image/svg+xml", std::string{kLogo});
  assets.add("/images/no-hotel-image-available.png", "image/png", draw_plain(200, 150, 0xd8dde2));
  assets.add("/maps/api/staticmap", "image/png", draw_landscape(seed, 120, 120, 4));
  assets.add("/favicon.ico", "image/png", draw_plain(16, 16, 0x0b4f6c));
}

}  // namespace

void add_cpmaxx_assets(Assets& assets, std::uint64_t seed) {
  add_libraries(assets, seed);
  add_pictures(assets, seed);
  assets.add("/adzuki/css/adzuki.css", kStyleType, std::string{embedded("cpmaxx/adzuki.css")} + filler_style("adz", 41'000));
  assets.add("/adzuki/js/adzuki.js", kScriptType, std::string{embedded("cpmaxx/adzuki.js")});
}

}  // namespace voygen::sim
