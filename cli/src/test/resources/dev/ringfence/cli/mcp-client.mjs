// A client of the Model Context Protocol's own SDK: starts the server, asks what the test wants, prints the answers.
// Arguments: the folder that has the SDK, the calls as JSON, the server's command line.
const [sdk, calls, command, ...args] = process.argv.slice(2);
const esm = `${sdk}/node_modules/@modelcontextprotocol/sdk/dist/esm/client`;
const { Client } = await import(`${esm}/index.js`);
const { StdioClientTransport } = await import(`${esm}/stdio.js`);
const client = new Client({ name: "test", version: "1" });
await client.connect(new StdioClientTransport({ command, args, stderr: "inherit" }));
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
