// Values within a request: encoded headers, Accept, percent escapes and query parameters.
#include <optional>
#include <string>
#include <vector>

#include "envelope.hpp"
#include "fuzz.hpp"
#include "http_visit.hpp"

namespace voygen::fuzz {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto at = [&](std::size_t k) { return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U; };
    const unsigned group = at(i) << 16U | at(i + 1) << 8U | at(i + 2);
    text += kAlphabet[group >> 18U];
    text += kAlphabet[group >> 12U & 63U];
    text += i + 1 < bytes.size() ? kAlphabet[group >> 6U & 63U] : '=';
    text += i + 2 < bytes.size() ? kAlphabet[group & 63U] : '=';
  }
  return text;
}

void check_encoded_header(std::string_view bytes) {
  const std::string encoded = "=?base64?" + base64(bytes) + "?=";
  require(mcp::decoded_header(encoded) == std::string(bytes), "an encoded header is decoded to what it was");
  const auto decoded = mcp::decoded_header(bytes);
  const bool marked = bytes.size() >= 11 && bytes.starts_with("=?base64?") && bytes.ends_with("?=");
  if (!marked) require(decoded == std::string(bytes), "a plain header is what it is");
  else if (decoded) require("=?base64?" + base64(*decoded) + "?=" == bytes, "there is one encoding of each value");
  const std::string within = "=?base64?" + std::string(bytes) + "?=";
  if (const auto value = mcp::decoded_header(within)) require("=?base64?" + base64(*value) + "?=" == within, "there is one encoding of each value");
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) parts.emplace_back();
    else parts.back() += c;
  }
  return parts;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

// "Q = 0.00"
bool is_refusal(const std::string& parameter) {
  const auto equals = parameter.find('=');
  if (equals == std::string::npos || upper(std::string(net::trimmed(parameter.substr(0, equals)))) != "Q") return false;
  const std::string weight(net::trimmed(parameter.substr(equals + 1)));
  return weight.starts_with("0") && (weight.size() == 1 || (weight[1] == '.' && weight.find_first_not_of('0', 2) == std::string::npos));
}

bool equal(const mcp::Accepted& a, const mcp::Accepted& b) {
  return a.json == b.json && a.stream == b.stream && a.json_named == b.json_named && a.stream_named == b.stream_named;
}

mcp::Accepted expected_accept(std::string_view header) {
  if (header.empty()) return {true, true, false, false};
  mcp::Accepted accepted;
  for (const std::string& item : split(header, ',')) {
    const auto parts = split(item, ';');
    if (std::any_of(parts.begin() + 1, parts.end(), is_refusal)) continue;
    const std::string range = upper(std::string(net::trimmed(parts[0])));
    accepted.json_named = accepted.json_named || range == "APPLICATION/JSON";
    accepted.stream_named = accepted.stream_named || range == "TEXT/EVENT-STREAM";
    accepted.json = accepted.json || range == "APPLICATION/JSON" || range == "APPLICATION/*" || range == "*/*";
    accepted.stream = accepted.stream || range == "TEXT/EVENT-STREAM" || range == "TEXT/*" || range == "*/*";
  }
  return accepted;
}

void check_accept(std::string_view header) {
  const mcp::Accepted accepted = mcp::read_accept(header);
  require(equal(accepted, expected_accept(header)), "Accept is read as the standard says");
  require((accepted.json || !accepted.json_named) && (accepted.stream || !accepted.stream_named), "what is named is accepted");
  std::string backwards;
  std::string spaced;
  for (const std::string& item : split(header, ',')) {
    backwards = item + "," + backwards;
    spaced += "\t" + item + " , ";
  }
  require(equal(accepted, mcp::read_accept(upper(std::string(header)))), "case does not matter in Accept");
  if (header.empty()) return;
  require(equal(accepted, mcp::read_accept(spaced)), "blanks do not matter in Accept");
  require(equal(accepted, mcp::read_accept(backwards)), "order does not matter in Accept");
}

std::optional<std::string> expected_percent(std::string_view text, bool plus_is_space) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const auto digit = [&](std::size_t at) {
      const auto value = at < text.size() ? std::string_view("0123456789ABCDEFabcdef").find(text[at]) : std::string_view::npos;
      return value == std::string_view::npos ? -1 : static_cast<int>(value < 16 ? value : value - 6);
    };
    const int high = digit(i + 1);
    const int low = digit(i + 2);
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string percent_encoded(std::string_view text, std::uint8_t style) {
  std::string encoded;
  for (const char c : text) {
    const std::string_view digits = (style & 1U) != 0 ? "0123456789ABCDEF" : "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ' && (style & 2U) != 0) encoded += '+';
    else if (byte >= 'a' && byte <= 'z') encoded += c;
    else ((encoded += '%') += digits[byte / 16]) += digits[byte % 16];
  }
  return encoded;
}

void check_percent(std::string_view text) {
  for (const bool plus_is_space : {false, true}) {
    require(net::percent_decoded(text, plus_is_space) == expected_percent(text, plus_is_space), "percent escapes are decoded");
  }
}

// Any query: the first pair with the name decides.
void check_query(std::string_view query) {
  net::HttpRequest request;
  request.query = query;
  const std::vector<std::string> pairs = split(query, '&');
  for (const std::string& wanted : pairs) {
    const auto name = expected_percent(wanted.substr(0, wanted.find('=')), true);
    if (!name || name->empty()) continue;
    const auto first = std::find_if(pairs.begin(), pairs.end(), [&](const std::string& pair) {
      return expected_percent(pair.substr(0, pair.find('=')), true) == name;
    });
    const auto equals = first->find('=');
    const auto value = equals == std::string::npos ? std::string() : expected_percent(first->substr(equals + 1), true);
    require(request.parameter(*name) == value, "the first parameter of a name is read");
  }
}

// Pairs written as a query are found again; of pairs with one name the first counts.
void check_parameters(Input input) {
  net::HttpRequest request;
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!input.empty() && pairs.size() < 10) {
    const std::uint8_t style = input.byte();
    const std::string name(input.text());
    pairs.emplace_back(name, std::string(input.text()));
    request.query += (request.query.empty() ? "" : "&") + percent_encoded(name, style) + "=" + percent_encoded(pairs.back().second, style);
  }
  for (const auto& [name, value] : pairs) {
    const auto first = std::find_if(pairs.begin(), pairs.end(), [&, &wanted = name](const auto& pair) { return pair.first == wanted; });
    require(request.parameter(name) == first->second, "a query's parameter is found and decoded");
  }
}

}  // namespace

void values(std::string_view bytes) {
  check_encoded_header(bytes);
  check_accept(bytes);
  check_percent(bytes);
  check_query(bytes);
  check_parameters(Input(bytes));
}

}  // namespace voygen::fuzz
