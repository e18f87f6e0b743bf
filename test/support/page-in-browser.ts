import axe from "axe-core";
import { z } from "zod";
import type { Browser, Screen } from "./browser.js";

type Preferred = Screen["preferred"];

const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.string()) }));

/** Reads JSON that a script wrote into the page's title. */
export async function titleOf(
  browser: Browser,
  html: string,
  preferred: Preferred = "light",
): Promise<unknown> {
  const dom = await browser.dom("page.html", html, preferred);
  const [, title = ""] = /<title>(.*?)<\/title>/s.exec(dom) ?? [];
  return JSON.parse(title.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}

/** The violations that axe-core finds, and whether the page is wider than its screen. */
export async function violations(browser: Browser, html: string, preferred: Preferred) {
  return Violations.parse(await titleOf(browser, withAxe(html, "document"), preferred));
}

export async function violationsOnPhone(browser: Browser, html: string) {
  const inner = withAxe(html, "parent.document").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const outer = `<!doctype html><html lang="en"><title></title><iframe title="phone" style="width:390px;height:3000px" srcdoc="${inner}"></iframe>`;
  return Violations.parse(await titleOf(browser, outer));
}

/** The page with axe-core and without its content security policy, which would block axe-core. */
function withAxe(html: string, titled: string): string {
  const run = `
      axe.run(document, { iframes: false }).then(({ violations }) => {
        const wide = document.scrollingElement.scrollWidth > document.documentElement.clientWidth;
        ${titled}.title = JSON.stringify([
          ...violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
          ...(wide ? [{ id: "wider than the screen", nodes: [] }] : []),
        ]);
      });`;
  return html
    .replace(/<meta http-equiv[^>]*>/, "")
    .replace("</body>", () => `<script>${axe.source}</script><script>${run}</script></body>`);
}
