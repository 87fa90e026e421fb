// The thread sanitizer does not see the reference counts in Poco's own libraries, and takes the accepting thread's last release
// of a socket for a race. Linked into every test program that serves HTTP.
#if defined(__SANITIZE_THREAD__)
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {
  return "race:Poco::Net::SocketImpl::close\n"
         "race:Poco::Net::TCPServer::run\n";
}
#endif
