// Whoever answers: workers that hold the model, in the file or served by sovsim on this computer.

import { unpackContent } from "../telling/unpack.js";

const LANE = "runs"; // single runs never wait for many, which have lanes of their own

export class AskError extends Error {
  constructor({ kind, message }) {
    super(message);
    this.kind = kind;
  }
}

// The host of this page, with what it shows.
//   content: words and data of the page
//   ask(request, lane) -> answer; refused questions throw AskError. Simulations are kept in the usual
//     lane alone
export async function openHost() {
  const served = document.querySelector('meta[name="sovsim-host"]')?.content === "served";
  const content = unpackContent(served ? await fetched("content.json") : embedded("content"));
  const kernel = served ? servedKernel : fileKernel();
  const workers = new Map();
  const homes = new Map(); // number of a simulation -> [worker, its number there]
  let last = 0;

  function workerOf(scenario, lane) {
    const key = `${kernel.key(scenario)} ${lane}`;
    if (!workers.has(key)) {
      if (lane !== LANE) closeIdle(lane);
      workers.set(key, createCaller(kernel.address(scenario)));
    }
    return workers.get(key);
  }

  // Workers that another scenario left behind in a lane; they hold a model each, and no simulation.
  function closeIdle(lane) {
    for (const [key, worker] of workers) {
      if (!key.endsWith(` ${lane}`) || !worker.isIdle()) continue;
      worker.close();
      workers.delete(key);
    }
  }

  async function ask(request, lane = LANE) {
    const [worker, number] = request.simulation === undefined
      ? [workerOf(request.scenario ?? Object.keys(content.scenarios)[0], lane)]
      : homes.get(request.simulation) ?? [];
    if (worker === undefined) {
      throw new AskError({ kind: "unknown-simulation", message: `there is no simulation ${request.simulation}` });
    }
    const sent = number === undefined ? request : { ...request, simulation: number };
    const answer = await worker.call(sent);
    if (answer.error) throw new AskError(answer.error);
    if (request.ask === "forget") homes.delete(request.simulation);
    if (answer.simulation === undefined) return answer;
    last += 1;
    homes.set(last, [worker, answer.simulation]);
    return { ...answer, simulation: last };
  }

  return { mode: served ? "served" : "file", content, ask };
}

function createCaller(address) {
  const worker = new Worker(address);
  const waiting = new Map();
  let number = 0;
  worker.onmessage = ({ data }) => {
    waiting.get(data.number)?.done(data.answer);
    waiting.delete(data.number);
  };
  worker.onerror = (event) => {
    const fault = new AskError({ kind: "fault", message: event.message || "the model could not be loaded" });
    for (const { failed } of waiting.values()) failed(fault);
    waiting.clear();
  };
  return {
    call: (request) => new Promise((done, failed) => {
      number += 1;
      waiting.set(number, { done, failed });
      worker.postMessage({ number, request });
    }),
    isIdle: () => waiting.size === 0,
    close: () => worker.terminate(),
  };
}

const embedded = (id) => JSON.parse(document.getElementById(id).textContent);

function fileKernel() {
  const parts = ["kernel", "worker"].map((id) => document.getElementById(id).textContent);
  const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  return { key: () => "file", address: () => address };
}

const servedKernel = {
  key: (scenario) => scenario,
  address: (scenario) => `kernel.js?scenario=${encodeURIComponent(scenario)}`,
};

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}
