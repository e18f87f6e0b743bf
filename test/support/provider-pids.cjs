// Preloaded into the processes of a test, by NODE_OPTIONS: those of providers make themselves known, and end when they are asked to and
// have nothing more to do.
const fs = require("node:fs");
const { Server } = require("node:net");

if (/[/\\]dynamic-provider\b/.test(process.argv[1] ?? "")) {
  const servers = new Set();
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    servers.add(this);
    return listen.apply(this, args);
  };
  process.once("SIGUSR2", () => {
    for (const server of servers) {
      server.unref();
    }
  });
  fs.appendFileSync(process.env.TEST_PROVIDER_PIDS, `${process.pid}\n`);
}
