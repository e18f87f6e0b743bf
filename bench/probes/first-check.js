// From loading a provider, in a process that has loaded what the dynamic provider's server has, to the answer of its first check: of a
// resource that is in the state already, so that nothing has to be asked. Or, to compare with, to loading zod alone.
require("@pulumi/pulumi");
require("@pulumi/pulumi/cmd/dynamic-provider/config");

const news = JSON.parse(process.argv[3]);

async function measure() {
  const before = performance.now();
  if (process.argv[2] === "zod") {
    require("zod");
  } else {
    const provider = require("pulumi-risk-posture/handlers")[process.argv[2]];
    await provider.configure({ config: { get: () => undefined } });
    await provider.check(news, news);
  }
  return { milliseconds: performance.now() - before };
}

void measure().then((measured) => console.log(JSON.stringify(measured)));
