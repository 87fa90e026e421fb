// What the thread sanitizer takes for races because it does not see into libraries that were built without it. Linked into every test
// program.
//   libPocoNet, Poco::Delegate: the reference counts of the simulated portals' HTTP server, and how the test site's hands over its connections.
//   std::ctype<char>::narrow: fills its table with always the same bytes, as std::regex is first used on two threads.
#if defined(__SANITIZE_THREAD__)
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {
  return "race:libPocoNet.so\n"
         "race:Poco::Delegate\n"
         "race:std::ctype<char>::narrow\n";
}
#endif
