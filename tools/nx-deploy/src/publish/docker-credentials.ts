import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface DockerLogin {
  /** Ready for the header "Authorization: Basic". */
  basic: string | undefined;
  /** A program keeps the password instead; it is not asked. */
  helper: string | undefined;
}

interface DockerConfig {
  auths?: Record<string, { auth?: string; username?: string; password?: string }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
}

/** What `docker login` wrote down for this registry. */
export async function readDockerLogin(host: string, environment: NodeJS.ProcessEnv): Promise<DockerLogin> {
  const folder = environment['DOCKER_CONFIG'] || join(homedir(), '.docker');
  const text = await readFile(join(folder, 'config.json'), 'utf8').catch(() => '{}');
  const { auths = {}, credsStore, credHelpers = {} } = JSON.parse(text) as DockerConfig;
  const names =
    host === 'docker.io'
      ? ['https://index.docker.io/v1/', 'docker.io']
      : [host, `https://${host}`, `http://${host}`];
  const found = names.map((name) => auths[name]).find((login) => login?.auth || login?.username);
  const basic =
    found?.auth ??
    (found?.username
      ? Buffer.from(`${found.username}:${found.password ?? ''}`).toString('base64')
      : undefined);
  const helper = names.map((name) => credHelpers[name]).find(Boolean) ?? credsStore;
  return { basic, helper: basic ? undefined : helper };
}
