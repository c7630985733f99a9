// src/main.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";

// src/journey.ts
import { randomBytes } from "node:crypto";

// ../contracts/src/session-cookie.ts
var sessionCookie = "habit_session";

// src/client.ts
var StepError = class extends Error {
  name = "StepError";
};
async function send(url2, expected, request = {}) {
  let { method = "GET", body, token, cookie } = request, what = `${method} ${url2.pathname}`, response = await fetch(url2, {
    method,
    redirect: "manual",
    signal: AbortSignal.timeout(15e3),
    headers: {
      ...body === void 0 ? {} : { "content-type": "application/json" },
      ...token ? { authorization: `Bearer ${token}` } : {},
      ...cookie ? { cookie } : {}
    },
    ...body === void 0 ? {} : { body: JSON.stringify(body) }
  }).catch((error) => {
    throw new StepError(`${what} got no answer from ${url2.origin}: ${reason(error)}`);
  }), text = await response.text();
  if (!expected.includes(response.status))
    throw new StepError(
      `${what} answered ${response.status} instead of ${expected.join(" or ")}: ${text.slice(0, 300)}`
    );
  return text;
}
function reason(error) {
  let cause = error.cause;
  return cause?.code ?? cause?.message ?? error.message;
}

// src/journey.ts
async function runJourney(url2, report = () => {
}) {
  let steps = [];
  return await firstMorning(url2, async (name, act) => {
    let started = performance.now(), end = (outcome) => {
      let done = { name, ...outcome, ms: Math.round(performance.now() - started) };
      steps.push(done), report(done);
    };
    try {
      let result = await act();
      return end({ ok: !0 }), result;
    } catch (error) {
      throw end({ ok: !1, detail: error.message }), error;
    }
  }).catch(() => {
  }), { ok: steps.every(({ ok }) => ok), url: url2, steps };
}
async function firstMorning(url2, step) {
  let at = (path) => new URL(path, url2), user = {
    email: `journey-${randomBytes(8).toString("hex")}@example.com`,
    password: randomBytes(18).toString("base64url")
  }, habit = {
    name: `Read ten pages ${randomBytes(3).toString("hex")}`,
    schedule: { kind: "weekdays", weekdays: [1, 2, 3, 4, 5, 6, 7] }
  };
  await step("open the sign-in page", async () => {
    expectToHold(await send(at("/sign-in"), [200]), "Habit Tracker", "The page at /sign-in");
  }), await step("sign up", () => send(at("/api/v1/auth/register"), [201], { method: "POST", body: user }));
  let { token } = await step(
    "sign in",
    async () => parse(await send(at("/api/v1/auth/sign-in"), [200], { method: "POST", body: user }))
  );
  try {
    await useHabit(at, step, token, habit);
  } finally {
    await step("delete the account", async () => {
      await send(at("/api/v1/me"), [204], { method: "DELETE", token }), await send(at("/api/v1/me"), [401], { token });
    });
  }
}
async function useHabit(at, step, token, habit) {
  let { id } = await step(
    "create a habit",
    async () => parse(await send(at("/api/v1/habits"), [201], { method: "POST", token, body: habit }))
  ), { day } = await step("read today", async () => {
    let today = parse(await send(at("/api/v1/today"), [200], { token }));
    if (!today.habits.some((each) => each.habit.id === id && each.progress.due && !each.progress.done))
      throw new StepError("The new habit is not due today.");
    return today;
  });
  await step("check in, twice", async () => {
    await send(at(`/api/v1/habits/${id}/check-ins/${day}`), [200], { method: "PUT", token }), await send(at(`/api/v1/habits/${id}/check-ins/${day}`), [200], { method: "PUT", token });
  }), await step("read the heatmap", async () => {
    let done = parse(await send(at(`/api/v1/habits/${id}/heatmap`), [200], { token })).days.filter((each) => each.done).map((each) => each.day);
    if (done.join() !== day)
      throw new StepError(`The heatmap shows [${done.join()}] as done instead of ${day}.`);
  }), await step("open the day\u2019s page", async () => {
    let page = await send(at("/"), [200], { cookie: `${sessionCookie}=${token}` });
    expectToHold(page, habit.name, "The page of the day");
  });
}
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new StepError(`The answer is not JSON: ${text.slice(0, 200)}`);
  }
}
function expectToHold(page, words, where) {
  if (!page.includes(words)) throw new StepError(`${where} does not show \u201C${words}\u201D.`);
}

// src/main.ts
var usage = "usage: node journey.mjs URL [--json FILE]", { url, file } = readArguments(), journey = await runJourney(url, ({ name, ok, ms, detail }) => {
  console.log(`${ok ? "\u2713" : "\u2717"} ${name} (${ms} ms)${detail ? `
  ${detail}` : ""}`);
});
file && (mkdirSync(dirname(file), { recursive: !0 }), writeFileSync(file, `${JSON.stringify(journey, null, 2)}
`));
process.exitCode = journey.ok ? 0 : 1;
function readArguments() {
  try {
    let { positionals, values } = parseArgs({
      allowPositionals: !0,
      options: { json: { type: "string" } }
    }), [url2] = positionals;
    if (positionals.length === 1 && url2 && URL.canParse(url2)) return { url: url2, file: values.json };
    console.error(usage);
  } catch (error) {
    console.error(`${error.message}
${usage}`);
  }
  process.exit(2);
}
