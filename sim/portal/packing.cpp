#include "portal/packing.hpp"

#include <Poco/DeflatingStream.h>

#include <sstream>

namespace voygen::sim {

namespace {

constexpr std::size_t kWorthPacking = 1000;
constexpr int kLevel = 1;  // what servers use for pages that are made for one visitor

bool is_text(const std::string& content_type) {
  for (const char* kind : {"text/", "javascript", "json", "svg"}) {
    if (content_type.find(kind) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

void pack(Reply& reply) {
  if (reply.status == 304 || reply.content().size() < kWorthPacking || !is_text(reply.content_type)) return;
  std::ostringstream packed;
  Poco::DeflatingOutputStream packer{packed, Poco::DeflatingStreamBuf::STREAM_GZIP, kLevel};
  packer.write(reply.content().data(), static_cast<std::streamsize>(reply.content().size()));
  packer.close();
  reply.shared_body.reset();
  reply.body = packed.str();
  reply.headers.emplace_back("Content-Encoding", "gzip");
  reply.headers.emplace_back("Vary", "Accept-Encoding");
}

}  // namespace voygen::sim
