// Feed entries open "?change=ID", since some readers drop what follows "#"; here it becomes the place on the page.
const change = new URLSearchParams(location.search).get("change");
if (change && !location.hash) {
  location.hash = "change-" + change;
}
