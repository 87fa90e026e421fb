#include "instance.hpp"

#include "call.hpp"
#include "core/log.hpp"
#include "text.hpp"

namespace voygen::plugin {

Instance::Instance(std::shared_ptr<const Library> library, voygen_instance* made, std::string platform, int max_concurrency, const CallLimits& limits)
    : library_(std::move(library)), made_(made), platform_(std::move(platform)), limits_(limits), slots_(std::make_shared<Slots>(max_concurrency)) {}

Instance::~Instance() {
  std::string thrown;
  try {
    table().destroy(made_);
    return;
  } catch (const std::exception& error) {
    thrown = sentence_of(lent(error.what()), limits_.largest_sentence);
  } catch (...) {
    thrown = "something that is no std::exception";
  }
  core::log(core::LogLevel::error, "the plugin threw in destroy: " + thrown, {{"platform", platform_}});
}

Result<std::shared_ptr<Instance>> Instance::create(std::shared_ptr<const Library> library, const Manifest& manifest, const nlohmann::json& settings,
                                                   const std::filesystem::path& file, const CallLimits& limits) {
  const std::string quoted = "plugin \"" + file.string() + "\"";
  const auto receive = [](void* receiver, voygen_text text) { *static_cast<std::string*>(receiver) = sentence_of(text, CallLimits{}.largest_sentence); };
  const std::string settings_text = settings.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::string why;
  voygen_instance* made = nullptr;
  std::int32_t code = VOYGEN_OK;
  try {
    code = library->table().create(&host_table(), lent(settings_text), &made, receive, &why);
  } catch (const std::exception& error) {
    return {Code::plugin_fault, quoted + " threw in create: " + sentence_of(lent(error.what()), limits.largest_sentence) + "; report this to the plugin's author"};
  } catch (...) {
    return {Code::plugin_fault, quoted + " threw in create; report this to the plugin's author"};
  }
  if (code != VOYGEN_OK) {
    return {code_from_abi(code), quoted + " could not start: " + (why.empty() ? "it gave no reason" : why) + "; correct the platform's settings"};
  }
  return std::make_shared<Instance>(std::move(library), made, manifest.id, manifest.max_concurrency, limits);
}

}  // namespace voygen::plugin
