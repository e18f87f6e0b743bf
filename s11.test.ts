import { startEmulator, permissions } from "./emulator/index.js";
import { fraudSettingsSet as h } from "./provider/handlers.js";
const hex=(n:number)=>n.toString(16).padStart(32,"0");
describe("s11", function(){ this.timeout(60000);
 it("hint line", async()=>{
  const emulator=await startEmulator({tokens:{T:{permissions}},zones:{[hex(1)]:{},[hex(2)]:{}}} as any);
  const values:any={"cloudflare:apiToken":"T","cloudflare:baseUrl":emulator.cloudflareUrl};
  await h.configure({config:{get:(k:string)=>values[k],require:(k:string)=>values[k]}} as any);
  await h.check({}, {zones:{[hex(1)]:{userProfiles:"disabled"},[hex(2)]:{userProfiles:"disabled"}},__program:{urn:"urn::a",sets:1,siblings:{}}} as any);
  const { endOfRun } = await import("./provider/engine/shutdown.js"); await endOfRun();
  // unentitled
  await emulator.close();
 });
});
