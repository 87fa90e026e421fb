// What the thread sanitizer takes for races because it does not see into libraries that were built without it. Linked into every test
// program.
//   libPocoNet: the reference counts of the simulated portals' HTTP server.
//   std::ctype<char>::narrow: fills its table with always the same bytes, as std::regex is first used on two threads.
#if defined(__SANITIZE_THREAD__)
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {
  return "race:libPocoNet.so\n"
         "race:std::ctype<char>::narrow\n";
}
#endif
