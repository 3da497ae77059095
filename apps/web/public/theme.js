// Runs before the first paint so that the page never flashes in the other theme; a file because inline scripts are blocked.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('offhook.theme') ?? 'system';
  } catch {
    // Storage can be switched off; the system's theme is used then.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.toggle('dark', dark);
})();
