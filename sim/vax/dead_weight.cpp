#include "vax/dead_weight.hpp"

#include "portal/embedded.hpp"
#include "portal/picture.hpp"

namespace voygen::sim::vax {

void add_assets(Assets& assets, std::uint64_t seed) {
  assets.add("/App_Themes/VAX/skin.css", kStyleType, filler_style("vx", 214'000));
  assets.add("/App_Themes/VAX/portal.css", kStyleType, std::string{embedded("vax/portal.css")} + filler_style("tool", 48'000));
  assets.add("/WebResource.axd/forms.js", kScriptType, filler_script("webforms", 64'000));
  assets.add("/ScriptResource.axd/ajax.js", kScriptType, filler_script("ajax", 102'000));
  assets.add("/Scripts/ui-kit.min.js", kScriptType, filler_script("ui-kit", 248'000));
  assets.add("/Scripts/vax.js", kScriptType, std::string{embedded("vax/vax.js")});
  assets.add("/content/logo.png", "image/png", draw_plain(220, 48, 0x1d5d8c));
  assets.add("/content/wait.gif", "image/png", draw_landscape(seed + 3, 120, 90, 6));
  for (const char* small : {"spacer.gif", "bullet.gif", "price.gif", "owl.svg"}) {
    assets.add("/content/" + std::string{small}, "image/png", draw_plain(1, 1, 0xffffff));
  }
  for (const char* badge : {"LX", "CV", "GL"}) {
    assets.add("/content/badge_" + std::string{badge} + ".png", "image/png", draw_landscape(seed + 5, 96, 64, 8));
  }
  assets.add("/favicon.ico", "image/png", draw_plain(16, 16, 0x1d5d8c));
}

}  // namespace voygen::sim::vax
