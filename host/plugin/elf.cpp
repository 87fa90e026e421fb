#include <array>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <link.h>
#include <optional>

#include "library.hpp"

namespace voygen::plugin {
namespace {

struct Architecture {
  unsigned char bits = 0;        // ELFCLASS32, ELFCLASS64
  unsigned char byte_order = 0;  // ELFDATA2LSB, ELFDATA2MSB
  std::uint16_t machine = 0;
  std::uint16_t kind = 0;  // ET_DYN is a shared library

  [[nodiscard]] bool same_machine(const Architecture& other) const {
    return bits == other.bits && byte_order == other.byte_order && machine == other.machine;
  }
};

// Both header layouts agree on these first 20 bytes.
std::optional<Architecture> read_header(const std::filesystem::path& file) {
  std::array<unsigned char, 20> bytes{};
  std::ifstream stream(file, std::ios::binary);
  for (unsigned char& byte : bytes) {
    const int next = stream.get();
    if (next == std::ifstream::traits_type::eof()) return std::nullopt;
    byte = static_cast<unsigned char>(next);
  }
  if (std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0) return std::nullopt;
  const bool little = bytes[EI_DATA] == ELFDATA2LSB;
  const auto number = [&](std::size_t at) {
    return static_cast<std::uint16_t>(little ? bytes[at] | bytes[at + 1] << 8 : bytes[at] << 8 | bytes[at + 1]);
  };
  return Architecture{bytes[EI_CLASS], bytes[EI_DATA], number(18), number(16)};
}

std::string name_of(const Architecture& architecture) {
  std::string name;
  switch (architecture.machine) {
    case EM_386: name = "x86"; break;
    case EM_X86_64: name = "x86-64"; break;
    case EM_ARM: name = "ARM"; break;
    case EM_AARCH64: name = "AArch64"; break;
    case EM_RISCV: name = "RISC-V"; break;
    case EM_PPC64: name = "POWER"; break;
    case EM_S390: name = "S/390"; break;
    default: name = "machine " + std::to_string(architecture.machine);
  }
  name += architecture.bits == ELFCLASS64 ? " 64-bit" : " 32-bit";
  return architecture.byte_order == ELFDATA2MSB ? name + " big-endian" : name;
}

// Does the file hold everything its headers speak of? The loader maps without asking, and a half-copied library then kills the
// program with a bus error. The file is of our own machine, so its headers have the layout of ours.
bool is_complete(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  std::ifstream stream(file, std::ios::binary);
  std::array<char, sizeof(ElfW(Ehdr))> header_bytes{};
  if (failed || !stream.read(header_bytes.data(), header_bytes.size())) return false;
  ElfW(Ehdr) header;
  std::memcpy(&header, header_bytes.data(), sizeof header);
  if (header.e_phentsize != sizeof(ElfW(Phdr)) || header.e_phnum == 0) return false;
  // Linkers put the section headers last, so their absence shows a cut that took no more than debug information, too.
  if (header.e_shoff > size || std::uintmax_t{header.e_shnum} * header.e_shentsize > size - header.e_shoff) return false;
  stream.seekg(static_cast<std::streamoff>(header.e_phoff));
  for (int index = 0; index < header.e_phnum; ++index) {
    std::array<char, sizeof(ElfW(Phdr))> bytes{};
    if (!stream.read(bytes.data(), bytes.size())) return false;
    ElfW(Phdr) segment;
    std::memcpy(&segment, bytes.data(), sizeof segment);
    if (segment.p_type == PT_LOAD && (segment.p_offset > size || segment.p_filesz > size - segment.p_offset)) return false;
  }
  return true;
}

}  // namespace

Outcome check_architecture(const std::filesystem::path& file) {
  const auto theirs = read_header(file);
  const std::string quoted = "plugin \"" + file.string() + "\"";
  if (!theirs) return {Code::unavailable, quoted + " is not a shared library: it does not begin with an ELF header; build it with voygen_add_plugin()"};
  const auto ours = read_header("/proc/self/exe");
  if (ours && !theirs->same_machine(*ours)) {
    return {Code::unavailable, quoted + " is built for " + name_of(*theirs) + ", this host is " + name_of(*ours) + "; install the plugin's build for this machine"};
  }
  if (theirs->kind != ET_DYN) return {Code::unavailable, quoted + " is an ELF file but no shared library; build it with voygen_add_plugin()"};
  if (!is_complete(file)) return {Code::unavailable, quoted + " is cut off: the file is shorter than its own headers say; copy it again"};
  return done();
}

}  // namespace voygen::plugin
