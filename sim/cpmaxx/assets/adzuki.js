// Behaviour of the pages: dialogs, place suggestions, date fields, rooms, and the list that arrives by AJAX.
(function () {
  "use strict";
  var settings = window.adzukiSettings || {};

  function each(root, selector, action) {
    Array.prototype.forEach.call(root.querySelectorAll(selector), action);
  }

  function request(url, done, failed) {
    var call = new XMLHttpRequest();
    call.open("GET", url);
    call.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    call.onload = function () { (call.status === 200 ? done : failed)(call.responseText); };
    call.onerror = function () { failed(""); };
    call.send();
  }

  // ---- dialogs -------------------------------------------------------------------------------------------------

  function showDialog(title, sentence, reasons, buttons) {
    var modal = document.createElement("div");
    modal.className = "modal fade";
    modal.setAttribute("role", "dialog");
    modal.innerHTML = "<div class=\"modal-dialog\"><div class=\"modal-content\">" +
      "<div class=\"modal-header\"><h4 class=\"modal-title\"><i class=\"fa-warning\"></i></h4></div>" +
      "<div class=\"modal-body\"><p></p><ul></ul></div><div class=\"modal-footer\"></div></div></div>";
    modal.querySelector(".modal-title").append(title);
    modal.querySelector(".modal-body p").textContent = sentence;
    reasons.forEach(function (reason) {
      var item = document.createElement("li");
      item.textContent = reason;
      modal.querySelector("ul").append(item);
    });
    buttons.forEach(function (button) {
      var element = document.createElement("button");
      element.type = "button";
      element.className = "btn btn-primary";
      element.textContent = button.text;
      element.addEventListener("click", function () { modal.remove(); if (button.then) { button.then(); } });
      modal.querySelector(".modal-footer").append(element, " ");
    });
    document.body.append(modal);
    setTimeout(function () { modal.classList.add("show"); }, 150);
  }

  function showErrors(reasons) {
    showDialog("Error", "The form could not be submitted for the following reason(s):", reasons, [{ text: "ok" }]);
  }

  // ---- place suggestions ---------------------------------------------------------------------------------------

  function attachPlaces(box) {
    var input = box.querySelector("input[type=text]");
    var menu = document.createElement("div");
    var timer = 0;
    var asked = 0;
    var keySeen = false;
    menu.className = settings.menuClass + " place-menu";
    box.append(menu);

    function fillHidden(place) {
      ["city", "state_code", "country_code", "lat", "lng"].forEach(function (name) {
        box.querySelector("input." + name).value = place ? place[name] : "";
      });
    }

    function close() { menu.classList.remove("show"); menu.textContent = ""; }

    function pick(place) {
      input.value = place.label;
      fillHidden(place);
      close();
    }

    function open(places) {
      menu.textContent = "";
      places.forEach(function (place) {
        var item = document.createElement("a");
        item.className = settings.itemClass + " place-item";
        item.href = "#";
        item.textContent = place.label;
        item.addEventListener("mousedown", function (event) { event.preventDefault(); });
        item.addEventListener("click", function (event) { event.preventDefault(); pick(place); });
        menu.append(item);
      });
      menu.classList.toggle("show", places.length > 0);
    }

    function ask() {
      var number = ++asked;
      if (input.value.trim().length < 2) { close(); return; }
      request("/main/places?q=" + encodeURIComponent(input.value.trim()), function (text) {
        var places = [];
        try { places = JSON.parse(text); } catch (problem) { return; }
        if (number === asked && document.activeElement === input) { open(places); }
      }, close);
    }

    input.addEventListener("keydown", function (event) {
      keySeen = event.isTrusted;
      if (event.key === "Escape") { close(); }
    });
    input.addEventListener("input", function () {
      fillHidden(null);
      clearTimeout(timer);
      if (settings.needsKeys && !keySeen) { return; }
      timer = setTimeout(ask, settings.debounce);
    });
    input.addEventListener("blur", function () { asked++; clearTimeout(timer); setTimeout(close, 150); });
  }

  // ---- date fields ---------------------------------------------------------------------------------------------

  function isoOf(text) {
    var parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
    if (!parts) { return ""; }
    var date = new Date(Date.UTC(+parts[3], parts[1] - 1, +parts[2]));
    var iso = date.toISOString().slice(0, 10);
    return date.getUTCMonth() === parts[1] - 1 && date.getUTCDate() === +parts[2] ? iso : "";
  }

  function shownOf(iso) { return iso ? iso.slice(5, 7) + "/" + iso.slice(8, 10) + "/" + iso.slice(0, 4) : ""; }

  function dayAfter(iso, days) {
    var date = new Date(iso + "T00:00:00Z");
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }

  function Calendar(field) {
    var popup = document.createElement("div");
    popup.className = "calendar-popup hidden";
    popup.addEventListener("mousedown", function (event) { event.preventDefault(); });
    field.visible.parentElement.append(popup);

    function drawDay(days, iso) {
      var day = document.createElement("span");
      day.textContent = String(+iso.slice(8, 10));
      day.className = iso < field.min ? "past" : iso === field.hidden.value ? "chosen" : "";
      day.addEventListener("click", function () {
        if (iso < field.min) { return; }
        field.set(iso);
        field.changed();
        hide();
      });
      days.append(day);
    }

    function draw(month) {
      popup.innerHTML = "<div class=\"calendar-head\"><a href=\"#\" class=\"prev\">&lsaquo;</a><span></span>" +
        "<a href=\"#\" class=\"next\">&rsaquo;</a></div><div class=\"calendar-days\"></div>";
      popup.querySelector(".calendar-head span").textContent = month.slice(5, 7) + " / " + month.slice(0, 4);
      var days = popup.querySelector(".calendar-days");
      var first = month.slice(0, 8) + "01";
      for (var blank = new Date(first + "T00:00:00Z").getUTCDay(); blank > 0; blank--) { days.append(document.createElement("i")); }
      for (var day = first; day.slice(0, 7) === first.slice(0, 7); day = dayAfter(day, 1)) { drawDay(days, day); }
      popup.querySelector(".prev").onclick = function (event) { event.preventDefault(); draw(dayAfter(first, -1)); };
      popup.querySelector(".next").onclick = function (event) { event.preventDefault(); draw(dayAfter(first, 32)); };
    }

    function show() { draw(field.hidden.value || field.min); popup.classList.remove("hidden"); }
    function hide() { popup.classList.add("hidden"); }
    return { show: show, hide: hide };
  }

  /** Turns the date input of the server into a visible text input without a name and a hidden ISO twin. */
  function makeDateField(source) {
    var field = { min: source.min, changed: function () {} };
    field.visible = document.createElement("input");
    field.visible.type = "text";
    field.visible.id = source.id;
    field.visible.className = source.className + " adzuki-datetimepicker";
    field.visible.placeholder = source.placeholder;
    field.visible.autocomplete = "off";
    field.hidden = document.createElement("input");
    field.hidden.type = "hidden";
    field.hidden.id = source.id + "_hidden";
    field.hidden.name = source.name;
    field.set = function (iso) { field.hidden.value = iso; field.visible.value = shownOf(iso); };
    field.set(source.dataset.value || "");
    source.replaceWith(field.visible, field.hidden);
    var calendar = Calendar(field);

    function read() {
      var iso = isoOf(field.visible.value);
      if (iso === field.hidden.value) { return; }
      field.hidden.value = iso;
      if (iso) { calendar.show(); field.changed(); }
    }
    field.visible.addEventListener("focus", calendar.show);
    field.visible.addEventListener("input", read);
    field.visible.addEventListener("change", read);
    field.visible.addEventListener("keydown", function (event) { if (event.key === "Escape") { calendar.hide(); } });
    field.visible.addEventListener("blur", function () {
      calendar.hide();
      if (!field.hidden.value || field.hidden.value < field.min) { field.set(""); }
    });
    return field;
  }

  function attachDates(form) {
    var checkIn = makeDateField(form.querySelector("#hotelenginesearch-checkin"));
    var checkOut = makeDateField(form.querySelector("#hotelenginesearch-checkout"));
    var timer = 0;
    checkIn.changed = function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (checkIn.hidden.value >= checkIn.min) { checkOut.set(dayAfter(checkIn.hidden.value, 1)); }
      }, settings.autofill);
    };
  }

  // ---- rooms and validation ------------------------------------------------------------------------------------

  function attachRooms(form) {
    var count = form.querySelector("#hotelenginesearch-num_rooms");
    function showRooms() {
      each(form, ".room", function (room, index) { room.classList.toggle("hidden", index >= +count.value); });
    }
    count.addEventListener("change", showRooms);
    each(form, ".children-per-room", function (select) {
      function showAges() {
        each(select.closest(".room"), ".children-age", function (age, index) {
          age.classList.toggle("hidden", index >= +select.value);
        });
      }
      select.addEventListener("change", showAges);
      showAges();
    });
    showRooms();
  }

  function attachValidation(form) {
    function value(name) {
      var field = form.querySelector("[name='form_component_data[HotelEngineSearch]" + name + "']");
      return field ? field.value : "";
    }
    form.addEventListener("submit", function (event) {
      var reasons = [];
      function check(row, fine, reason) {
        form.querySelector("[data-row=" + row + "]").classList.toggle("has-error", !fine);
        if (!fine) { reasons.push(reason); }
      }
      check("location", value("[google_place][0][lat]") && value("[google_place][0][lng]"), settings.noPickText);
      check("checkin", value("[checkin]"), "Check In Date must be provided");
      check("checkout", value("[checkout]"), "Check Out Date must be provided");
      if (value("[checkin]") && value("[checkout]")) {
        check("checkout", value("[checkout]") > value("[checkin]"), "Check Out Date must be after Check In Date");
      }
      if (reasons.length) { event.preventDefault(); showErrors(reasons); }
    });
  }

  // ---- the list ------------------------------------------------------------------------------------------------

  function attachResults(container) {
    var spinner = document.querySelector(".results-spinner");
    var shown = "";

    function toggleBusy(busy) {
      container.style.opacity = busy ? "0.5" : "1";
      container.style.pointerEvents = busy ? "none" : "auto";
      spinner.classList.toggle("hidden", !busy);
    }

    function fillFilters() {
      var box = document.querySelector("#amenities-container");
      request("/HotelEngine/searchFilters", function (text) {
        var filters;
        try { filters = JSON.parse(text); } catch (problem) { return; }
        box.innerHTML = filters.amenities;
        each(document, ".star-counts", function (count) { count.textContent = "(" + filters.stars[count.dataset.stars] + ")"; });
      }, function () {});
    }

    function arrived(html) {
      container.innerHTML = html;
      toggleBusy(false);
      each(document, ".hotel-engine-featured.overlay, #he-filters-container.overlay", function (part) {
        part.classList.remove("overlay");
        if (part.id) { fillFilters(); }
      });
    }

    function load(path) {
      shown = path;
      toggleBusy(true);
      request(container.dataset.url + "/" + path, arrived, function () { console.error("The list could not be loaded."); });
    }

    function wantedPath() {
      var match = /^#(page_num:\d+)/.exec(location.hash);
      return match ? match[1] : "page_num:1";
    }

    container.addEventListener("click", function (event) {
      var link = event.target.closest("a.ajax");
      if (!link) { return; }
      event.preventDefault();
      var page = /page_num:\d+/.exec(link.getAttribute("href"))[0];
      if (location.hash === "#" + page) { load(page); } else { location.hash = page; }
    });
    window.addEventListener("hashchange", function () {
      if (/^#page_num:\d+/.test(location.hash) && wantedPath() !== shown) { load(wantedPath()); }
    });
    document.querySelector("#sort_by").addEventListener("change", function (event) {
      history.replaceState(null, "", location.pathname + location.search);
      load("page_num:1/sort_by:" + event.target.value);
    });
    document.querySelector(".map-button").addEventListener("click", function (event) {
      event.preventDefault();
      each(container, ".map-view", function (map) { map.classList.toggle("hidden"); });
    });
    container.style.opacity = "0.5";
    load(wantedPath());
  }

  function attachCompare() {
    document.addEventListener("change", function (event) {
      if (!event.target.matches(".he-hotel-comparison")) { return; }
      var names = [];
      each(document, ".he-hotel-comparison:checked", function (box) { names.push(box.dataset.name); });
      document.querySelector(".he-hotel-comparison-container").classList.toggle("hidden", names.length === 0);
      document.querySelector(".he-hotel-comparison-names").textContent = names.join(", ");
    });
  }

  function pollUntilReady(page) {
    request(page.dataset.poll, function (text) {
      var answer;
      try { answer = JSON.parse(text); } catch (problem) { return; }
      if (answer.ready) { location.replace(answer.redirect); } else { setTimeout(function () { pollUntilReady(page); }, 200); }
    }, function () { setTimeout(function () { pollUntilReady(page); }, 1000); });
  }

  // ---- start ---------------------------------------------------------------------------------------------------

  each(document, "form[name=HotelEngineSearch]", function (form) {
    attachPlaces(form.querySelector(".google-places"));
    attachDates(form);
    attachRooms(form);
    attachValidation(form);
  });
  each(document, ".toggle-form-control", function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      link.parentElement.querySelector(".toggleable-form").classList.toggle("show");
    });
  });
  each(document, ".hotel-search-results", attachResults);
  each(document, ".waiting-page[data-poll]", pollUntilReady);
  if (document.querySelector(".he-hotel-comparison-container")) { attachCompare(); }
  if (settings.errors) { showErrors(settings.errors); }
  if (settings.duplicate) {
    showDialog("Duplicate Search", "You already have a search in progress. Do you want to continue with the new search?", [], [
      { text: "Continue", then: function () { document.querySelector("form.duplicate-search").submit(); } },
      { text: "Cancel" }
    ]);
  }
})();
