"use strict";
// Before the first paint: the colours the reader chose last, and that there is script at all.
{
  const root = document.documentElement;
  root.classList.add("script");
  try {
    const colours = localStorage.getItem("edition-colours");
    if (colours === "light" || colours === "dark") root.dataset.colours = colours;
  } catch {
    // A browser may refuse storage: then the colours are those of the system.
  }
}
