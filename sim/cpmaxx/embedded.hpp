// The files of assets/, compiled into the program so that it runs from anywhere.
#pragma once

#include <string_view>

namespace voygen::sim {

/// By file name, for example "login.html". An unknown name is a mistake of ours and throws std::logic_error.
std::string_view embedded(std::string_view name);

}  // namespace voygen::sim
