// Keeps registered secrets out of what leaves this room (core/log.hpp holds the register).
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "core/secret.hpp"

namespace voygen::browser {

// Replaces secrets in every string, key and long number of a reply.
void mask_strings(nlohmann::json& reply);

// A secret that was typed into a page comes back in other spellings: in addresses and in HTML. Masks these, too.
void mask_spellings(const core::Secret& secret);

}  // namespace voygen::browser
