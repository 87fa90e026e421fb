// Where the first HTTP/1 request of some bytes ends in the eyes of the most careless reader: one that takes a bare line feed for the end
// of a line, joins folded lines, forgives blanks around names and numbers, and lets the chunked coding win. A request that it and the
// server would end at different places could be used to smuggle another one past a proxy.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace voygen::fuzz {

// Nothing while the request is not whole.
std::optional<std::size_t> careless_end(std::string_view bytes);

}  // namespace voygen::fuzz
