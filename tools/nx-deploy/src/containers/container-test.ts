import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { seconds } from '../console/units.ts';
import { type Engine, requireEngine } from '../images/engine.ts';
import { contentTag, type ImageReceipt, isSameImage, receiptFolder } from '../images/image-receipt.ts';
import { mask } from '../secrets/mask.ts';
import { runJourney } from '../verify/run-journey.ts';
import {
  type ContainerNeeds,
  isProjectService,
  needsOf,
  RunValues,
  type Service,
} from './container-needs.ts';
import { ask, beginUpload } from './requests.ts';
import {
  type Container,
  EngineError,
  inspectContainer,
  readHealth,
  readLogs,
  removeContainer,
  Sandbox,
  stopContainer,
  succeedsInside,
} from './sandbox.ts';

export interface ContainerTestOptions extends ContainerNeeds {
  engine: Engine;
  /** Whether the journey is walked through this project's container. */
  journey?: boolean;
  /** Command that walks; the container's URL follows. */
  journeyCommand?: string;
}

// No image can have prepared anything for this user; platforms that hand out users give the group of root.
const anyUser = '1000650000:0';

export default executor<ContainerTestOptions>(async (options, context) => {
  const { name: project } = projectOf(context);
  const doing = `Testing the container of ${project}`;
  const again = `nx run ${project}:container-test`;
  const { engine } = options;
  const values = new RunValues();
  requireEngine(engine, doing, again);
  const readReceipt = async (of: string): Promise<ImageReceipt> =>
    JSON.parse(await readFile(join(receiptFolder(context.root, of), 'receipt.json'), 'utf8')) as ImageReceipt;

  let sandbox: Sandbox | undefined;
  try {
    sandbox = await Sandbox.open(engine);
    const started = new Map<string, Container>();
    await startServices(sandbox, options.services ?? {});
    const receipt = await readReceipt(project);

    const container = await startProject(sandbox, project, options);
    await becomesHealthy(container);
    await askPages(container, options);
    if (options.journey) await walk(container, options.journeyCommand);
    await stopInTime(container, options);
    await refuseToldSecrets(container);
    await removeContainer(container);

    const stranger = await startProject(sandbox, project, options, anyUser);
    await askPages(stranger, options);
    await removeContainer(stranger);
    sayDone(`Runs as any user (${anyUser}), too.`);

    for (const refusal of options.refuses ?? []) await endsWithMessage(sandbox, refusal);
    for (const service of started.values()) await refuseToldSecrets(service);
    sayDone(`The container of ${project} (${contentTag(receipt)}) keeps its promises.`);

    // Services of services first, each once, all in one network.
    async function startServices(box: Sandbox, services: Record<string, Service>): Promise<void> {
      for (const [name, service] of Object.entries(services)) {
        if (started.has(name)) continue;
        if (isProjectService(service)) {
          const needs = needsOf(context.projectsConfigurations.projects, service.project);
          await startServices(box, needs.services ?? {});
          started.set(name, await startProject(box, service.project, needs, undefined, name));
          continue;
        }
        const { image, environment = {}, user, tmpfs = [], readyCommand } = service;
        const it = await box.start({ name, image, environment: values.fill(environment), user, tmpfs });
        started.set(name, it);
        if (readyCommand) await waitFor(it, 60, () => succeedsInside(it, readyCommand));
        say(`${name} (${image}) is ready.`);
      }
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new Failure({
      doing,
      wrong: `${engine} did not do what it was asked.`,
      mend: `Check "${engine} info", then: ${again}`,
      evidence: lastLines(error.message),
    });
  } finally {
    await sandbox?.close();
  }

  /** Read-only, without capabilities and privileges: what the strictest cluster gives is enough. */
  async function startProject(
    box: Sandbox,
    of: string,
    needs: ContainerNeeds,
    user?: string,
    name = of,
  ): Promise<Container> {
    const receipt = await readReceipt(of);
    const port = needs.port ?? Number.parseInt(receipt.ports[0] ?? '', 10);
    if (!Number.isInteger(port))
      throw failure(
        `the image of ${of} exposes no port.`,
        `Add EXPOSE to its Dockerfile, or "port" to the options.`,
      );
    const container = await box.start({
      name,
      image: `${of}:${contentTag(receipt)}`,
      environment: values.fill(needs.environment),
      port,
      user,
    });
    const { imageId } = await inspectContainer(container);
    if (!isSameImage(imageId, receipt))
      throw failure(`the engine runs ${imageId} instead of what was built.`, `nx run ${of}:docker-load`);
    const ready = new URL(needs.ready ?? '/', container.url).href;
    const ms = await waitFor(container, needs.startSeconds ?? 60, () =>
      // The engine takes connections before the program listens, and such a one may never be answered.
      ask(ready, 2000).then(
        ({ status }) => status < 400,
        () => false,
      ),
    );
    say(`${of} is ready after ${seconds(ms)}, read-only and without capabilities.`);
    return container;
  }

  /** A HEALTHCHECK that fails in a container that works would have it restarted for nothing. */
  async function becomesHealthy(container: Container): Promise<void> {
    if ((await readHealth(container)) === undefined) return;
    const isHealthy = async (): Promise<boolean> => (await readHealth(container)) === 'healthy';
    const ms = await waitFor(container, 20, isHealthy, 'answers, but is not healthy to the engine');
    say(`Healthy to the engine ${seconds(ms)} later.`);
  }

  async function askPages(container: Container, { pages = {} }: ContainerNeeds): Promise<void> {
    for (const [path, text] of Object.entries(pages)) {
      const answer = await ask(new URL(path, container.url).href).catch((error: unknown) => String(error));
      const wrong =
        typeof answer === 'string'
          ? `did not answer (${answer})`
          : answer.status !== 200
            ? `answered ${answer.status}`
            : answer.body.includes(text)
              ? undefined
              : `answered without "${text}"`;
      if (wrong) throw await failureOf(container, `${path} ${wrong}.`);
    }
    if (Object.keys(pages).length > 0) sayDone(`Answers ${Object.keys(pages).join(', ')}.`);
  }

  async function walk(container: Container, command: string | undefined): Promise<void> {
    if (!command)
      throw failure(
        'a journey is asked for, but the workspace names none.',
        'Give the plugin its option "journey" in nx.json.',
      );
    const journey = await runJourney(context.root, command, container.url);
    if (!journey.ok)
      throw new Failure({
        doing,
        wrong: `the journey stopped at "${journey.steps.find(({ ok }) => !ok)?.name ?? 'its start'}".`,
        mend: `Correct the cause, then: ${again}`,
        evidence: lastLines(`${journey.output}\n${await readLogs(container)}`),
      });
    sayDone(`The journey works: ${journey.steps.length} steps.`);
  }

  /** Told to stop with requests under way: all of them are answered, and the container ends by itself. */
  async function stopInTime(container: Container, needs: ContainerNeeds): Promise<void> {
    const { graceSeconds = 30, upload } = needs;
    // Begun long enough before the signal to have been taken in: a connection that the program had not yet accepted
    // belongs to whoever routes to it.
    const posts = upload
      ? Array.from({ length: 10 }, () => beginUpload(new URL(upload, container.url).href))
      : [];
    await Promise.all(posts.map(({ begun }) => begun));
    const startedAt = Date.now();
    const stopped = stopContainer(container, graceSeconds).then(() => Date.now() - startedAt);
    // The signal has arrived long before; the rest of the requests comes only now.
    await sleep(1000);
    const [answers, ms] = await Promise.all([
      Promise.allSettled(posts.map(({ finish }) => finish())),
      stopped,
    ]);
    const cut = answers.filter((one) => one.status === 'rejected' || one.value.status >= 500);
    if (cut.length > 0)
      throw await failureOf(
        container,
        `${cut.length} of ${answers.length} requests were cut when it was stopped.`,
      );
    const { exitCode } = await inspectContainer(container);
    // 143 is what the signal itself leaves; 137 is the kill after the grace period.
    if (exitCode !== 0 && exitCode !== 143)
      throw await failureOf(
        container,
        exitCode === 137
          ? `it did not end within ${graceSeconds} s of SIGTERM, and was killed.`
          : `it ended with code ${exitCode} when it was stopped.`,
      );
    sayDone(
      `Ends ${seconds(ms)} after SIGTERM with code ${exitCode}; ${answers.length} requests under way, none cut.`,
    );
  }

  async function endsWithMessage(
    box: Sandbox,
    refusal: NonNullable<ContainerNeeds['refuses']>[number],
  ): Promise<void> {
    const receipt = await readReceipt(project);
    const shown = Object.entries(refusal.environment)
      .map(([name, value]) => (value === null ? `without ${name}` : `with a wrong ${name}`))
      .join(', ');
    const container = await box.start({
      name: `${project}-refuses`,
      image: `${project}:${contentTag(receipt)}`,
      environment: values.fill({ ...options.environment, ...refusal.environment }),
    });
    const state = await waitForEnd(container, options.startSeconds ?? 60);
    if (state.running) throw await failureOf(container, `${shown} it goes on running.`);
    if (state.exitCode !== 1)
      throw await failureOf(container, `${shown} it ended with code ${state.exitCode}, not 1.`);
    if (!(await readLogs(container)).includes(refusal.says))
      throw await failureOf(container, `${shown} it ended without saying "${refusal.says}".`);
    await refuseToldSecrets(container);
    await removeContainer(container);
    sayDone(`Ends with code 1 and a clear message ${shown}.`);
  }

  async function refuseToldSecrets(container: Container): Promise<void> {
    const logs = await readLogs(container);
    const told = values.all().some((value) => logs.includes(value));
    if (told)
      throw await failureOf(container, `${container.name} wrote a value of its environment into its log.`);
  }

  async function waitFor(
    container: Container,
    within: number,
    isReady: () => Promise<boolean>,
    otherwise = 'was not ready',
  ): Promise<number> {
    const startedAt = Date.now();
    while (!(await isReady())) {
      const { running, exitCode } = await inspectContainer(container);
      if (!running)
        throw await failureOf(
          container,
          `${container.name} ended with code ${exitCode} instead of starting.`,
        );
      if (Date.now() - startedAt > within * 1000)
        throw await failureOf(container, `${container.name} ${otherwise} within ${within} s.`);
      await sleep(150);
    }
    return Date.now() - startedAt;
  }

  async function failureOf(container: Container, wrong: string): Promise<Failure> {
    return new Failure({
      doing,
      wrong,
      mend: `Correct the cause, or what package.json promises (targets.container-test), then: ${again}`,
      evidence: lastLines(await readLogs(container)),
    });
  }

  function failure(wrong: string, mend: string): Failure {
    return new Failure({ doing, wrong, mend: `${mend}\nThen: ${again}` });
  }

  function lastLines(text: string): string[] {
    return mask(text, values.all()).trim().split('\n').slice(-10);
  }
});

async function waitForEnd(container: Container, within: number) {
  const startedAt = Date.now();
  for (;;) {
    const state = await inspectContainer(container);
    if (!state.running || Date.now() - startedAt > within * 1000) return state;
    await sleep(150);
  }
}
