// The files of every portal's assets/ folder, compiled into the program so that it runs from anywhere.
#pragma once

#include <string_view>

namespace voygen::sim {

/// By portal and file name, for example "cpmaxx/login.html". An unknown name is a mistake of ours and throws std::logic_error.
std::string_view embedded(std::string_view name);

}  // namespace voygen::sim
