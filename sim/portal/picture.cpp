#include "portal/picture.hpp"

#include <Poco/Checksum.h>
#include <Poco/DeflatingStream.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

#include "catalogue/dice.hpp"

namespace voygen::sim {

namespace {

using Colour = std::array<std::int64_t, 3>;

std::string big_endian(std::uint32_t number) {
  return {static_cast<char>(number >> 24U), static_cast<char>(number >> 16U), static_cast<char>(number >> 8U),
          static_cast<char>(number)};
}

std::string chunk(const std::string& kind, const std::string& content) {
  Poco::Checksum sum{Poco::Checksum::TYPE_CRC32};
  sum.update(kind + content);
  return big_endian(static_cast<std::uint32_t>(content.size())) + kind + content + big_endian(sum.checksum());
}

std::string deflated(const std::string& raw) {
  std::ostringstream packed;
  Poco::DeflatingOutputStream packer{packed, Poco::DeflatingStreamBuf::STREAM_ZLIB, 1};
  packer.write(raw.data(), static_cast<std::streamsize>(raw.size()));
  packer.close();
  return packed.str();
}

/// `rows` are RGB rows with a leading filter byte each.
std::string png(int width, int height, const std::string& rows) {
  std::string head = big_endian(static_cast<std::uint32_t>(width)) + big_endian(static_cast<std::uint32_t>(height));
  head += std::string{'\x08', '\x02', '\0', '\0', '\0'};
  return std::string{"\x89PNG\r\n\x1a\n"} + chunk("IHDR", head) + chunk("IDAT", deflated(rows)) + chunk("IEND", "");
}

Colour blend(const Colour& from, const Colour& to, std::int64_t part, std::int64_t whole) {
  Colour result{};
  for (std::size_t band = 0; band < 3; ++band) result[band] = from[band] + (to[band] - from[band]) * part / whole;
  return result;
}

/// Where the hill stands in column x: a triangle wave, in rows from the top.
std::int64_t hill_top(int x, std::int64_t period, std::int64_t shift, int height) {
  const std::int64_t wave = std::abs((x + shift) % period - period / 2);
  return height / 2 + wave * height / (2 * period);
}

}  // namespace

std::string draw_landscape(std::uint64_t seed, int width, int height, int grain) {
  Dice dice{mix(seed, 0x9acULL)};
  const Colour sky{dice.between(60, 140), dice.between(130, 190), dice.between(200, 250)};
  const Colour haze{dice.between(220, 250), dice.between(200, 240), dice.between(180, 230)};
  const Colour hill{dice.between(30, 120), dice.between(70, 140), dice.between(40, 100)};
  const std::int64_t period = dice.between(40, 120);
  const std::int64_t shift = dice.between(0, 500);
  std::string rows;
  rows.reserve(static_cast<std::size_t>((width * 3 + 1) * height));
  for (int y = 0; y < height; ++y) {
    rows += '\0';
    const Colour above = blend(sky, haze, y, height);
    for (int x = 0; x < width; ++x) {
      const Colour& base = y > hill_top(x, period, shift, height) ? hill : above;
      const std::uint64_t noise = dice.next();
      for (std::size_t band = 0; band < 3; ++band) {
        const auto speck = static_cast<std::int64_t>(noise >> (band * 16U) & 0xffffU) % grain;
        rows += static_cast<char>(std::min<std::int64_t>(255, base[band] + speck));
      }
    }
  }
  return png(width, height, rows);
}

std::string draw_plain(int width, int height, std::uint32_t rgb) {
  std::string row(1, '\0');
  for (int x = 0; x < width; ++x) row += big_endian(rgb).substr(1);
  std::string rows;
  for (int y = 0; y < height; ++y) rows += row;
  return png(width, height, rows);
}

}  // namespace voygen::sim
