// Reads the portal's HTML the way a careful reader would: tolerant about blanks, blind for comments.
#pragma once

#include <string>
#include <vector>

namespace voygen::sim::test {

/// Without <!-- comments -->.
std::string without_comments(const std::string& html);
/// One text per card, cut at the mark that begins each card.
std::vector<std::string> split_at(const std::string& html, const std::string& mark);
/// The value of the first attribute of that name, entities decoded once; "(none)" without one.
std::string attribute(const std::string& html, const std::string& name);
/// What stands between the first `open` and the next `close`, trimmed; "(none)" without it.
std::string between(const std::string& html, const std::string& open, const std::string& close);
std::string decoded(std::string text);
std::vector<std::string> giata_ids(const std::string& list_html);
/// Inverse of the portal's base64.
std::string base64_decoded(const std::string& text);

}  // namespace voygen::sim::test
