// Turning values into HTML, JSON-in-HTML and the number formats of a shop page. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace voygen::sim {

/// Only what would break the markup: < > and, for attributes, the double quote. Ampersands stay raw on purpose, because
/// the imitated portals leave them raw too.
std::string sloppy_text(std::string_view text);
std::string sloppy_attribute(std::string_view text);

/// Everything a careful server escapes: & < > " '.
std::string escaped(std::string_view text);

/// "1,316"
std::string with_commas(std::int64_t number);
/// "$1,452"
std::string dollars(std::int64_t whole);
/// "$1,403.64"
std::string dollars_and_cents(std::int64_t cents);
/// "1403.64"
std::string plain_cents(std::int64_t cents);
/// "29.2" or "30" for tenths of a percent
std::string percent_text(int tenths);

/// The values for {{name}} marks of a template.
using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Replaces every {{name}} in one pass, so values may contain anything. A mark without a value is a mistake of ours and
/// throws std::logic_error.
std::string fill(std::string_view page_template, Values values);

std::string base64(std::string_view bytes);

}  // namespace voygen::sim
