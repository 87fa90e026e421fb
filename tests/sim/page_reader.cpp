#include "page_reader.hpp"

namespace voygen::sim::test {

namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

std::string without_comments(const std::string& html) {
  std::string out = html;
  for (std::size_t open = out.find("<!--"); open != std::string::npos; open = out.find("<!--")) {
    out.erase(open, out.find("-->", open) + 3 - open);
  }
  return out;
}

std::vector<std::string> split_at(const std::string& html, const std::string& mark) {
  std::vector<std::string> parts;
  for (std::size_t at = html.find(mark); at != std::string::npos;) {
    const std::size_t next = html.find(mark, at + mark.size());
    parts.push_back(html.substr(at, next - at));
    at = next;
  }
  return parts;
}

std::string decoded(std::string text) {
  replace_all(text, "&lt;", "<");
  replace_all(text, "&gt;", ">");
  replace_all(text, "&quot;", "\"");
  replace_all(text, "&#039;", "'");
  replace_all(text, "&amp;", "&");
  return text;
}

std::string attribute(const std::string& html, const std::string& name) {
  std::size_t at = 0;
  while ((at = html.find(name, at)) != std::string::npos) {
    at += name.size();
    std::size_t equals = html.find_first_not_of(" ", at);
    if (equals == std::string::npos || html[equals] != '=') continue;
    const std::size_t quote = html.find_first_not_of(" ", equals + 1);
    if (quote == std::string::npos || html[quote] != '"') continue;
    return decoded(html.substr(quote + 1, html.find('"', quote + 1) - quote - 1));
  }
  return "(none)";
}

std::string between(const std::string& html, const std::string& open, const std::string& close) {
  const std::size_t at = html.find(open);
  if (at == std::string::npos) return "(none)";
  const std::size_t start = at + open.size();
  return trimmed(html.substr(start, html.find(close, start) - start));
}

std::vector<std::string> giata_ids(const std::string& list_html) {
  std::vector<std::string> ids;
  for (const std::string& card : split_at(list_html, "<div class=\"result rounded\">")) ids.push_back(attribute(card, "data-giata-id"));
  return ids;
}

std::string base64_decoded(const std::string& text) {
  static const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char letter : text) {
    const std::size_t value = letters.find(letter);
    if (value == std::string::npos) break;
    bits = bits << 6U | static_cast<unsigned>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> static_cast<unsigned>(count) & 255U);
    }
  }
  return out;
}

}  // namespace voygen::sim::test
