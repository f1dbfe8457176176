// Keys for the review page: S same, D different, N next, R reason. The page works without them.
(function () {
  "use strict";
  var keys = { s: "same", d: "different", n: "next", r: "why" };
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (typing && event.key === "Escape") {
      event.target.blur();
      return;
    }
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    var found = document.querySelector("[data-key='" + keys[event.key.toLowerCase()] + "']");
    if (!found) {
      return;
    }
    event.preventDefault();
    if (found.tagName === "TEXTAREA") {
      found.focus();
    } else {
      found.click();
    }
  });
})();
