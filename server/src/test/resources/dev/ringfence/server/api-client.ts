// Uses a server through the client that was generated from its OpenAPI file; every name and type is checked by the
// compiler. Arguments: the server's address, its token, a file with code that the index holds. Prints what it got.
import { readFile } from "node:fs/promises";
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const [baseUrl, token, file] = process.argv.slice(2) as [string, string, string];
const code = await readFile(file, "utf8");
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });
const stranger = createClient<paths>({ baseUrl });

// What is sent, in each of the ways that the file offers.
const submission: components["schemas"]["Submission"] = { code, path: "src/A.java" };
const scan = await api.POST("/api/v1/scan", { body: submission, params: { query: { store: true } } });
const plain = await api.POST("/api/v1/scan", {
  params: { query: { path: "src/A.java" } },
  body: code as unknown as components["schemas"]["Submission"],
  bodySerializer: (body) => body as unknown as string,
  headers: { "Content-Type": "text/plain" },
});
const markdown = await api.POST("/api/v1/scan", {
  body: submission,
  headers: { Accept: "text/markdown" },
  parseAs: "text",
});
// The answer is text where Markdown was asked for.
type Report = components["schemas"]["Report"];
const report = (data: Report | object | string | undefined): Report => {
  if (typeof data !== "object" || !("status" in data) || !("version" in data)) {
    throw new Error(`no report: ${String(data)}`);
  }
  return data as Report;
};
const digest = scan.response.headers.get("Ringfence-Report") ?? "";
const kept = await api.GET("/api/v1/reports/{digest}", { params: { path: { digest } } });
const receipt = await api.GET("/api/v1/reports/{digest}/receipt", { params: { path: { digest } } });
const index = await api.GET("/api/v1/index");
const reload = await api.POST("/api/v1/index/reload");
const ready = await api.GET("/api/v1/ready");
const health = await stranger.GET("/api/v1/health");

// Faults are problem documents, typed as such.
const unknown = await api.GET("/api/v1/reports/{digest}", { params: { path: { digest: "0".repeat(64) } } });
const twoKinds = await api.POST("/api/v1/scan", { body: { code, patch: code } as never });
const noToken = await stranger.GET("/api/v1/index");
const problem: components["schemas"]["Problem"] | undefined = noToken.error;

console.log(
  JSON.stringify({
    scan: { status: report(scan.data).status, version: report(scan.data).version, exit: scan.response.headers.get("Ringfence-Exit-Status") },
    plain: report(plain.data).status,
    markdown: String(markdown.data).slice(0, 40),
    kept: kept.data?.status,
    receipt: Object.keys(receipt.data ?? {}),
    works: index.data?.works.map((work) => work.id),
    threshold: index.data?.threshold_bits,
    reloaded: reload.data?.reloaded,
    ready: ready.data?.status,
    health: health.data?.status,
    unknown: [unknown.response.status, unknown.error?.category],
    twoKinds: [twoKinds.response.status, twoKinds.error?.category],
    noToken: [noToken.response.status, problem?.category, problem?.status],
  }),
);
