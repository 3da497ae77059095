import './app/zod-without-eval.ts';
import './styles.css';

// A chunk of its own, so that no schema is made before the line above has run, however the bundle is split.
import('./app/start.tsx').catch(() => {
  document.body.textContent = 'Offhook could not be loaded; the server may have been updated. Reload the page.';
});
