#include "request_state.hpp"

#include <sodium.h>

#include <stdexcept>

#include "core/base64.hpp"

namespace voygen::mcp {
namespace {

constexpr std::size_t kLongest = 64 * 1024;

// The steady clock: nobody's idea of the date can bring a state back to life.
std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kOverhead = kNonce + crypto_aead_xchacha20poly1305_ietf_ABYTES;


}  // namespace

RequestStates::RequestStates(std::chrono::milliseconds lifetime) : lifetime_(lifetime) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this machine");
  crypto_aead_xchacha20poly1305_ietf_keygen(key_.data());
}

RequestStates::~RequestStates() { sodium_memzero(key_.data(), key_.size()); }

std::string RequestStates::seal(const json& state, std::string_view binding) const {
  const std::string plain = to_text({{"until", now_ms() + lifetime_.count()}, {"state", state}});
  std::string sealed(plain.size() + kOverhead, '\0');
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + kNonce, nullptr, bytes(plain), plain.size(), bytes(binding), binding.size(), nullptr,
                                             bytes(sealed), key_.data());
  return core::to_base64(sealed, core::Base64::url);
}

std::optional<json> RequestStates::open(std::string_view sealed, std::string_view binding) const {
  const auto raw = sealed.size() <= kLongest ? core::from_base64(sealed, core::Base64::url) : std::nullopt;
  if (!raw || raw->size() < kOverhead) return std::nullopt;
  std::string plain(raw->size() - kOverhead, '\0');
  const auto* const nonce = bytes(std::string_view(*raw));
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr, nonce + kNonce, raw->size() - kNonce, bytes(binding),
                                                 binding.size(), nonce, key_.data()) != 0) {
    return std::nullopt;
  }
  json document = json::parse(plain, nullptr, false);
  if (!document.is_object() || document["until"].get<std::int64_t>() < now_ms()) return std::nullopt;
  return std::move(document["state"]);
}

}  // namespace voygen::mcp
