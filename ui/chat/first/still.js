// Runs before Gradio's page. That counts seconds sixty times a second in layers that nobody sees
// here, and from the one that it begins with for as long as the window is open.
(() => {
  "use strict";
  const nextFrame = window.requestAnimationFrame.bind(window);
  const countsSeconds = (callback) => /performance\.now\(\)-.+\/1e3/.test(callback.toString());
  window.requestAnimationFrame = (callback) => (countsSeconds(callback) ? 0 : nextFrame(callback));
})();
