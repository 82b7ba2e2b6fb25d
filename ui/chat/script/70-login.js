// Logging out is an address of the server, not a page of the source pane.

whenReady(() => {
  const leave = (event) => {
    if (!event.target.closest?.("#top a[href='#logout']")) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign("logout");
  };
  document.addEventListener("click", leave, true);
});
