import { defineConfig } from "vite";

// One file that the desk embeds; the placeholder beside it stays.
export default defineConfig({
  build: {
    outDir: "../dist",
    emptyOutDir: false,
    lib: { entry: "src/main.ts", formats: ["iife"], name: "desk", fileName: () => "desk.js" },
  },
});
