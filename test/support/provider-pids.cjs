// NODE_OPTIONS preloads this into the processes of a test. Provider processes record their ids, and end when they are asked to and idle.
// The request may come before they listen: their engine can be gone before they have started.
const fs = require("node:fs");
const { Server } = require("node:net");

if (/[/\\]dynamic-provider\b/.test(process.argv[1] ?? "")) {
  const servers = new Set();
  let isAsked = false;
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    servers.add(this);
    listen.apply(this, args);
    return isAsked ? this.unref() : this;
  };
  process.once("SIGUSR2", () => {
    isAsked = true;
    for (const server of servers) {
      server.unref();
    }
  });
  fs.appendFileSync(process.env.TEST_PROVIDER_PIDS, `${process.pid}\n`);
}
