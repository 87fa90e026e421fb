// The portal's own scripts: a small selection library, the market lists, dates that follow each other, and what the
// availability page calls from its attributes.
(function (w) {
  "use strict";
  function wrap(nodes) {
    nodes.show = function () { nodes.forEach(function (node) { node.style.display = "block"; }); return nodes; };
    nodes.hide = function () { nodes.forEach(function (node) { node.style.display = "none"; }); return nodes; };
    nodes.find = function (selector) { return wrap([].concat.apply([], nodes.map(function (node) { return Array.from(node.querySelectorAll(selector)); }))); };
    nodes.html = function (text) {
      if (text === undefined) return nodes[0] ? nodes[0].innerHTML : undefined;
      nodes.forEach(function (node) { node.innerHTML = text; });
      return nodes;
    };
    nodes.append = function (text) { nodes.forEach(function (node) { node.insertAdjacentHTML("beforeend", text); }); return nodes; };
    nodes.remove = function () { nodes.forEach(function (node) { node.remove(); }); return nodes; };
    return nodes;
  }
  function $(what) {
    if (/^\s*</.test(what)) {
      var box = document.createElement("div");
      box.innerHTML = what;
      return wrap([box]);
    }
    return wrap(Array.from(document.querySelectorAll(what)));
  }
  $.ajax = function (settings) {
    var done = [];
    var url = settings.url + (settings.cache === false ? (settings.url.indexOf("?") < 0 ? "?" : "&") + "_=" + Date.now() : "");
    fetch(url, { method: settings.type || "GET", headers: { "X-Requested-With": "XMLHttpRequest", "Content-Type": settings.contentType || "text/html" } })
      .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return settings.dataType === "json" ? answer.json() : answer.text(); })
      .then(function (body) { done.forEach(function (call) { call(body); }); })
      .catch(function () { $("#availWaitIndicator").hide(); });
    return { done: function (call) { done.push(call); return this; } };
  };
  w.$ = w.jQuery = $;

  w.showModal = function () { return false; };
  w.CreateTooltip = function (trigger, tip) {
    var node = document.getElementById(trigger);
    var text = document.getElementById(tip);
    if (node && text) node.setAttribute("data-tip", tip);
  };
  w.WebForm_GetScrollY = function () { return w.pageYOffset; };
  w.__doPostBack = function (target, argument) {
    var form = document.getElementById("aspnetForm");
    form.__EVENTTARGET.value = target;
    form.__EVENTARGUMENT.value = argument;
    form.submit();
  };
  w.avsel = function () { return false; };
  w.avmail = function () { return false; };
  w.availDisplay = { list: [], Items: function () { return new Proxy(this.list, { get: function (all, key) { return all[key] = all[key] || {}; } }); }, HideFilterCallout: function () {} };

  var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
  function parseDay(text) {
    var parts = /^(\d\d)([A-Z]{3})(\d\d)$/.exec(text);
    return parts && MONTHS.indexOf(parts[2]) >= 0 ? new Date(Date.UTC(2000 + Number(parts[3]), MONTHS.indexOf(parts[2]), Number(parts[1]))) : null;
  }
  function showDay(day) { return String(day.getUTCDate()).padStart(2, "0") + MONTHS[day.getUTCMonth()] + String(day.getUTCFullYear()).slice(2); }

  function setUpSearch(tool) {
    var prefix = tool.getAttribute("data-prefix");
    function field(name) { return document.getElementById(prefix + name); }
    // The return follows the departure by the number of nights; the hotel's dates follow both.
    field("departure").addEventListener("change", function () {
      var day = parseDay(this.value);
      if (!day) return;
      day.setUTCDate(day.getUTCDate() + Number(field("numberOfNights").value || 7));
      field("return").value = showDay(day);
      field("hotelcheckin").value = this.value;
      field("hotelcheckout").value = field("return").value;
    });
    field("return").addEventListener("change", function () {
      var from = parseDay(field("departure").value);
      var to = parseDay(this.value);
      if (from && to) field("numberOfNights").value = Math.round((to - from) / 86400000);
      field("hotelcheckout").value = this.value;
    });
    function showRows() {
      var rooms = Number(tool.querySelector(".room-count").value);
      tool.querySelectorAll(".room-row").forEach(function (row) {
        row.classList.toggle("is-hidden", Number(row.getAttribute("data-room")) >= rooms);
        var children = Number(row.querySelector(".children-count").value);
        row.querySelectorAll(".child-row").forEach(function (child) { child.classList.toggle("is-hidden", Number(child.getAttribute("data-child")) > children); });
      });
    }
    tool.addEventListener("change", showRows);
    ["Origin", "Destination"].forEach(function (name) { setUpMarkets(field(name), name, field); });
    document.getElementById("aspnetForm").addEventListener("submit", function () { $("#availWaitIndicator").show(); });
  }

  function setUpMarkets(input, name, field) {
    var list = document.createElement("ul");
    list.className = "market-list";
    input.after(list);
    input.addEventListener("input", function () {
      var typed = input.value.toLowerCase();
      if (typed.length < 3) { list.innerHTML = ""; return; }
      var q = function (value) { return encodeURIComponent('"' + value + '"'); };
      var url = "/Search/RestoolConfiguration.asmx/Get" + name + "Markets?vendorCode=" + q(field("vendor").value) + "&packageCode=" + q(field("package").value) +
        (name === "Origin" ? "&destinationCode=" + q("") + "&filterOrgs=" + q("") + "&plCode=" + q("")
          : "&originCode=" + q("") + "&regionCode=" + q("") + "&themeIds=null&specialId=null&filterDests=" + q("") + "&supplierCode=" + q(""));
      $.ajax({ type: "GET", url: url, contentType: "application/json; charset=utf-8", dataType: "json" }).done(function (answer) {
        list.innerHTML = "";
        answer.d.filter(function (market) { return market.D.toLowerCase().indexOf(typed) >= 0; }).slice(0, 12).forEach(function (market) {
          var item = document.createElement("li");
          item.textContent = market.D;
          item.addEventListener("mousedown", function () { input.value = market.D; list.innerHTML = ""; });
          list.append(item);
        });
      });
    });
    input.addEventListener("blur", function () { list.innerHTML = ""; });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var tool = document.getElementById("searchTool");
    if (tool) setUpSearch(tool);
  });
})(window);
