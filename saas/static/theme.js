// Runs before the first paint, so that a chosen theme never flashes; everything else is in app.js.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("sameboat.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch (_blocked) { /* storage is refused: the system's own choice holds */ }
