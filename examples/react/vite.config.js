import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173 },
  build: { outDir: '../.build/react', emptyOutDir: true },
})
