// A client of the Model Context Protocol's own SDK: asks what the test wants, prints the answers.
// Arguments: the folder that has the SDK, the calls as JSON, and the server: its address with the token it wants, or
// the command line that starts it.
const [sdk, calls, command, ...args] = process.argv.slice(2);
const esm = `${sdk}/node_modules/@modelcontextprotocol/sdk/dist/esm/client`;
const { Client } = await import(`${esm}/index.js`);
const { StdioClientTransport } = await import(`${esm}/stdio.js`);
const { StreamableHTTPClientTransport } = await import(`${esm}/streamableHttp.js`);
const client = new Client({ name: "test", version: "1" });
await client.connect(
  command.startsWith("http")
    ? new StreamableHTTPClientTransport(new URL(command), {
        requestInit: { headers: { Authorization: `Bearer ${args[0]}` } },
      })
    : new StdioClientTransport({ command, args, stderr: "inherit" }),
);
const answers = {
  server: client.getServerVersion(),
  instructions: client.getInstructions(),
  tools: (await client.listTools()).tools,
  calls: [],
};
for (const call of JSON.parse(calls)) {
  try {
    answers.calls.push(await client.callTool(call));
  } catch (fault) {
    answers.calls.push({ isError: true, thrown: String(fault) });
  }
}
await client.close();
console.log(JSON.stringify(answers));
