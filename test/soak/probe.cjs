const fs = require("node:fs");

// Preloaded into the provider process: on SIGUSR2 it prints what the process holds once all garbage is collected.
process.on("SIGUSR2", () => {
  global.gc();
  setImmediate(() => {
    global.gc();
    const held = {
      bytes: process.memoryUsage().heapUsed + process.memoryUsage().external,
      // Sockets, most of all: one that is idle is not active.
      descriptors: fs.readdirSync("/dev/fd").length,
      timers: process.getActiveResourcesInfo().filter((name) => name === "Timeout").length,
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    };
    process.stderr.write(`held ${JSON.stringify(held)}\n`);
  });
});
