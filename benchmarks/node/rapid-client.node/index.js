// Stands in for the native part of aws-lambda-ric, which only a machine with autoconf, CMake and a C++ compiler can
// build: the same three calls of the runtime API, by the HTTP client of Node.js. All else of the client is that of AWS.
const http = require("node:http");

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

exports.next = async () => {
  const { headers, body } = await call("GET", "/next");
  return { bodyJson: body, headers };
};

exports.done = (id, response) => void call("POST", `/${id}/response`, response).catch(exit);

exports.error = (id, response) => void call("POST", `/${id}/error`, response).catch(exit);

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const options = { hostname, port, agent, method, path: `/2018-06-01/runtime/invocation${path}` };
    const request = http.request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => resolve({ headers: response.headers, body: text }));
    });
    request.on("error", reject).end(body);
  });
}

function exit(error) {
  console.error(error);
  process.exit(1);
}
