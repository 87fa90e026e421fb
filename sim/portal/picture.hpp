// Draws a picture that decodes in every browser and weighs as much as a hotel photo does. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>

namespace voygen::sim {

/// A PNG of a sky, hills and film grain; the same seed draws the same bytes. About 2.2 bytes per pixel at full grain (16).
std::string draw_landscape(std::uint64_t seed, int width, int height, int grain);

/// A PNG of one plain colour, for logos and missing photos.
std::string draw_plain(int width, int height, std::uint32_t rgb);

}  // namespace voygen::sim
