#include "link.hpp"

#include "voygen/page_text.hpp"

namespace vax {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> quoted_address(std::string_view script, std::string_view part) {
  // A saved page may hold the attribute's entities once more than the browser decodes.
  const std::string code = voygen::decode_entities(script);
  const auto found = voygen::lowercase(code).find(voygen::lowercase(part));
  if (found == std::string::npos) return std::nullopt;
  const auto start = code.find_last_of("'\"", found);
  if (start == std::string::npos) return std::nullopt;
  const auto end = code.find(code[start], found);
  if (end == std::string::npos) return std::nullopt;
  return code.substr(start + 1, end - start - 1);
}

std::optional<std::string> parameter(std::string_view address, std::string_view name) {
  auto rest = address.substr(std::min(address.find('?'), address.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // "?" or "&"
    const auto pair = rest.substr(0, rest.find('&'));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && voygen::lowercase(pair.substr(0, equals)) == voygen::lowercase(name)) {
      return percent_decoded(pair.substr(equals + 1));
    }
    rest.remove_prefix(pair.size());
  }
  return std::nullopt;
}

std::string absolute_url(std::string_view address, std::string_view base_url, std::string_view page_path) {
  if (address.rfind("http://", 0) == 0 || address.rfind("https://", 0) == 0) return std::string(address);
  if (!address.empty() && address[0] == '/') return std::string(base_url) + std::string(address);
  auto folder = page_path.substr(0, page_path.rfind('/') + 1);
  while (address.rfind("../", 0) == 0) {
    address.remove_prefix(3);
    folder = folder.substr(0, folder.rfind('/', folder.size() < 2 ? 0 : folder.size() - 2) + 1);
  }
  return std::string(base_url) + std::string(folder) + std::string(address);
}

}  // namespace vax
