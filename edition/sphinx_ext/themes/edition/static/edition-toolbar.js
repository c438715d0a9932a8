"use strict";
// Runs where it stands, right after the toolbar and before the text, so that the text appears at
// once as the reader wants it. The address (`?reading=both&layers=names,notes`) goes before what
// was remembered; a change is written to both.
{
  const KEY = "edition-reading";
  const readings = [...document.querySelectorAll("input[name=reading]")];
  const layers = [...document.querySelectorAll("input[name=layer]")];
  const usual = JSON.stringify(state()); // what the page has when nobody chose anything

  function state() {
    return {
      reading: readings.find((one) => one.checked)?.value ?? "edited",
      layers: layers.filter((one) => one.checked).map((one) => one.value),
    };
  }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {}; // storage refused, or written by another version
    }
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    const before = remembered();
    const reading = asked.get("reading") ?? before.reading;
    const shown = asked.get("layers")?.split(",") ?? before.layers;
    for (const one of readings) if (one.value === reading) one.checked = true;
    if (Array.isArray(shown)) for (const one of layers) one.checked = shown.includes(one.value);
    setAddress();
    setLinks();
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(state()));
    } catch {
      // Storage refused: the choice holds for this page.
    }
    setAddress();
    setLinks();
  }

  function setAddress() {
    const now = state();
    const asked = new URLSearchParams(location.search);
    asked.delete("reading");
    asked.delete("layers");
    if (JSON.stringify(now) !== usual) {
      asked.set("reading", now.reading);
      asked.set("layers", now.layers.join(","));
    }
    const query = asked.toString().replaceAll("%2C", ",");
    const address = `${location.pathname}${query && "?"}${query}${location.hash}`;
    try {
      if (!location.href.endsWith(address)) history.replaceState(history.state, "", address);
    } catch {
      // Some browsers refuse it for a file opened from the disk.
    }
  }

  // A name that is not marked is not a stop for the keyboard either.
  function setLinks() {
    const on = document.getElementById("layer-names").checked;
    for (const one of document.querySelectorAll("a.mention")) {
      if (on) one.removeAttribute("tabindex");
      else one.tabIndex = -1;
    }
  }

  restore();
  for (const one of [...readings, ...layers]) one.addEventListener("change", keep);
  document.addEventListener("DOMContentLoaded", setLinks);
}
