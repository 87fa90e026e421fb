// Web addresses and allow-lists of hosts: the one place that decides where pages, secrets and links may go. Pure functions, any thread.
//
// A host is written "name" for https and "name:port" for everything else, so an entry "portal.example" never lets a page, or the
// password typed into it, go over plain http: that would be "portal.example:80".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::core {

// The host of an http or https address in that notation, in lower case. Nothing for any other address, and for one that readers might
// understand differently: user info, backslashes, blanks or control characters.
std::optional<std::string> host_of(std::string_view url);

// May this address be opened? An entry is a host in that notation; "*.acme.example" is any host below acme.example over https; "*" is
// any public name: no address in digits, no name without a dot, nothing under .local, .internal or .localhost.
bool may_open(const std::vector<std::string>& hosts, std::string_view url);

// Is this text an entry of such a list?
bool is_host_entry(std::string_view entry);

// The address as messages may show it: without user, query and fragment.
std::string shown_url(std::string_view url);

}  // namespace voygen::core
