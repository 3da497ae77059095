import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://localhost:4640';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2023',
    // The content security policy has no data: for fonts, so nothing may be inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/api': server,
      '/health': server,
      '/openapi.json': server,
      '/dev': server,
      '/ws': { target: server.replace('http', 'ws'), ws: true },
    },
  },
});
