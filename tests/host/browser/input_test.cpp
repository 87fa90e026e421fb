// fill, type, select, check, click, press: what the page's scripts see of them.
#include "test_browser.hpp"

namespace voygen::browser::test {
namespace {

class Input : public PageTest {
 protected:
  // A page that keeps a list of the events it saw.
  void open_with(const std::string& body) {
    site.serve("/", "<!DOCTYPE html><body>" + body +
                        "<script>window.seen = []; for (const type of ['keydown', 'keyup', 'input', 'change', 'click', 'mousedown', 'focus'])"
                        "addEventListener(type, (e) => seen.push(type + ':' + (e.key ?? e.target.id) + (e.isTrusted ? '' : '!')), true)</script>");
    open("/");
  }
  json seen() { return evaluate("() => seen.splice(0)"); }
  json value_of(const std::string& selector) { return evaluate("(s) => document.querySelector(s).value", {selector}); }
};

TEST_F(Input, FillReplacesAndTells) {
  open_with("<input id=x value=old><textarea id=t></textarea><div id=d contenteditable>old</div>");
  EXPECT_EQ(done({{"op", "fill"}, {"selector", "#x"}, {"text", "new \"text\" ä"}}), json::object());
  EXPECT_EQ(value_of("#x"), "new \"text\" ä");
  EXPECT_EQ(seen(), (json{"focus:x", "input:x!", "change:x!"}));
  done({{"op", "fill"}, {"selector", "#t"}, {"text", "two\nlines"}});
  EXPECT_EQ(value_of("#t"), "two\nlines");
  done({{"op", "fill"}, {"selector", "#d"}, {"text", "edited"}});
  EXPECT_EQ(evaluate("() => document.querySelector('#d').textContent"), "edited");
}

TEST_F(Input, FillGoesPastAFrameworksOwnSetter) {
  open_with("<input id=x><script>Object.defineProperty(document.querySelector('#x'), 'value', {set() { window.bypassed = false }, get() { return 'mine' }})</script>");
  done({{"op", "fill"}, {"selector", "#x"}, {"text", "a"}});
  EXPECT_EQ(evaluate("() => window.bypassed ?? true"), true);
}

TEST_F(Input, FieldsThatTakeNoTextAreNamed) {
  open_with("<p id=p>x</p><input id=r readonly><input id=f type=file><input id=c type=checkbox>");
  const Error none = fails({{"op", "fill"}, {"selector", "#nothing"}, {"text", "a"}});
  EXPECT_EQ(none.code, Code::drift);
  EXPECT_NE(none.message.find("no element matches \"#nothing\""), std::string::npos) << none.message;
  EXPECT_EQ(fails({{"op", "fill"}, {"selector", "#p"}, {"text", "a"}}).code, Code::drift);
  EXPECT_EQ(fails({{"op", "fill"}, {"selector", "#r"}, {"text", "a"}}).code, Code::drift);
  EXPECT_EQ(fails({{"op", "fill"}, {"selector", "#f"}, {"text", "/etc/passwd"}}).code, Code::invalid_argument);
  EXPECT_EQ(fails({{"op", "type"}, {"selector", "#c"}, {"text", "a"}}).code, Code::invalid_argument);
}

TEST_F(Input, TypeSendsRealKeysAndReplaces) {
  open_with("<input id=x value=old>");
  done({{"op", "type"}, {"selector", "#x"}, {"text", "Bä1"}});
  EXPECT_EQ(value_of("#x"), "Bä1");
  EXPECT_EQ(seen(), (json{"focus:x", "keydown:B", "input:x", "keyup:B", "keydown:ä", "input:x", "keyup:ä", "keydown:1", "input:x", "keyup:1"}));
  done({{"op", "type"}, {"selector", "#x"}, {"text", ""}});
  EXPECT_EQ(value_of("#x"), "");
}

TEST_F(Input, TypeTakesItsTimeBetweenKeys) {
  open_with("<input id=x>");
  const auto started = std::chrono::steady_clock::now();
  done({{"op", "type"}, {"selector", "#x"}, {"text", "abc"}, {"keyDelayMs", 40}});
  EXPECT_GE(std::chrono::steady_clock::now() - started, milliseconds(80));
  EXPECT_EQ(value_of("#x"), "abc");
}

TEST_F(Input, AnAutocompleteAnswersToTyping) {
  site.serve("/places", [](const SiteRequest& request) {
    return SiteAnswer{200, "<li class=item>" + request.path.substr(request.path.find('=') + 1) + "</li>", "text/html", {}};
  });
  open_with(
      "<input id=x autocomplete=off><ul id=menu></ul><input id=city type=hidden><script>"
      "let timer; const box = document.querySelector('#x'), menu = document.querySelector('#menu');"
      "box.addEventListener('keyup', () => { clearTimeout(timer); timer = setTimeout(async () => { menu.innerHTML = await (await fetch('/places?q=' + box.value)).text() }, 50) });"
      "menu.addEventListener('mousedown', (e) => { document.querySelector('#city').value = e.target.textContent; menu.innerHTML = '' });"
      "box.addEventListener('blur', () => { menu.innerHTML = '' })</script>");
  done({{"op", "type"}, {"selector", "#x"}, {"text", "Bath"}, {"keyDelayMs", 10}});
  done({{"op", "wait"}, {"for", "selector"}, {"selector", "#menu .item"}});
  done({{"op", "click"}, {"selector", "#menu .item"}});
  EXPECT_EQ(value_of("#city"), "Bath");
}

TEST_F(Input, SelectChoosesByValue) {
  open_with("<select id=x><option value=1>one<option value=2>two</select><p id=p>x</p>");
  done({{"op", "select"}, {"selector", "#x"}, {"value", "2"}});
  EXPECT_EQ(value_of("#x"), "2");
  EXPECT_EQ(seen(), (json{"focus:x", "input:x!", "change:x!"}));
  const Error none = fails({{"op", "select"}, {"selector", "#x"}, {"value", "3"}});
  EXPECT_EQ(none.code, Code::not_found);
  EXPECT_NE(none.message.find("it has \"1\", \"2\""), std::string::npos) << none.message;
  EXPECT_EQ(fails({{"op", "select"}, {"selector", "#p"}, {"value", "3"}}).code, Code::drift);
}

TEST_F(Input, CheckSetsAndUnsets) {
  open_with("<input type=checkbox id=x><input type=checkbox id=stubborn onclick='return false'>");
  const auto is_checked = [&] { return evaluate("() => document.querySelector('#x').checked"); };
  done({{"op", "check"}, {"selector", "#x"}});
  EXPECT_EQ(is_checked(), true);
  done({{"op", "check"}, {"selector", "#x"}, {"on", true}});
  EXPECT_EQ(is_checked(), true);
  done({{"op", "check"}, {"selector", "#x"}, {"on", false}});
  EXPECT_EQ(is_checked(), false);
  EXPECT_EQ(fails({{"op", "check"}, {"selector", "#stubborn"}}).code, Code::drift);
}

TEST_F(Input, ClickIsARealMouseClick) {
  open_with("<div style='height:3000px'></div><button id=x>far down</button>");
  done({{"op", "click"}, {"selector", "#x"}});
  EXPECT_EQ(seen(), (json{"mousedown:x", "focus:x", "click:x"}));
}

TEST_F(Input, WhatCannotBeHitIsClickedByScript) {
  open_with("<button id=x style='display:none'>hidden</button><button id=y>covered</button>"
            "<div style='position:fixed;inset:0;background:#fff8'></div>");
  done({{"op", "click"}, {"selector", "#x"}});
  done({{"op", "click"}, {"selector", "#y"}});
  EXPECT_EQ(seen(), (json{"click:x!", "click:y!"}));
}

TEST_F(Input, ClickNamesWhatIsMissing) {
  open_with("<button id=x disabled>x</button>");
  EXPECT_EQ(fails({{"op", "click"}, {"selector", "#none"}}).code, Code::drift);
  EXPECT_EQ(fails({{"op", "click"}, {"selector", "#x"}}).code, Code::drift);
  EXPECT_EQ(fails({{"op", "click"}, {"selector", "x["}}).code, Code::invalid_argument);
}

TEST_F(Input, PressSendsOneKey) {
  open_with("<input id=x>");
  done({{"op", "type"}, {"selector", "#x"}, {"text", "ab"}});
  seen();
  for (const char* key : {"ArrowLeft", "Backspace", "z", "Space"}) done({{"op", "press"}, {"key", key}});
  EXPECT_EQ(value_of("#x"), "z b");
  EXPECT_EQ(seen().at(0), "keydown:ArrowLeft");
  EXPECT_EQ(fails({{"op", "press"}, {"key", "Hyper"}}).code, Code::invalid_argument);
}

TEST_F(Input, NoFileIsEverChosen) {
  open_with("<input type=file id=x>");
  done({{"op", "click"}, {"selector", "#x"}});
  EXPECT_EQ(evaluate("() => document.querySelector('#x').files.length"), 0);
}

}  // namespace
}  // namespace voygen::browser::test
