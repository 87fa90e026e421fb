// The little of the portal's script that changes what a page shows.
var Splash = {
  show: function () {
    document.getElementById("DivSplash").style.display = "block";
    return true;
  }
};
function showOrHideMoreOptions(code, show) {
  var rows = document.getElementsByClassName("option_" + code);
  for (var i = 0; i < rows.length; i++) rows[i].style.display = show ? "" : "none";
  document.getElementById("moreOptionsLink_" + code).style.display = show ? "none" : "";
  document.getElementById("fewerOptionsLink_" + code).style.display = show ? "" : "none";
}
function FlightDetailsUpdater(row, carrier, number, date) {
  this.row = row;
  this.carrier = carrier;
  this.number = number;
  this.date = date;
}
