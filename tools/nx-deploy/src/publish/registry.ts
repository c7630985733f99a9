import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

export class RegistryError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Response {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Send {
  headers?: Record<string, string | number>;
  body?: Buffer | NodeJS.ReadableStream;
}

/** One repository of a registry, through the OCI distribution API. */
export class Registry {
  readonly #base: URL;
  readonly #repository: string;
  readonly #basic: string | undefined;
  #authorization: string | undefined;

  constructor(host: string, repository: string, basic: string | undefined) {
    this.#base = new URL(`${isLoopback(host) ? 'http' : 'https'}://${apiHost(host)}`);
    this.#repository = repository;
    this.#basic = basic;
  }

  async holdsBlob(digest: string): Promise<boolean> {
    const { status } = await this.#send('HEAD', `blobs/${digest}`, [200, 404]);
    return status === 200;
  }

  async putBlob(digest: string, size: number, content: NodeJS.ReadableStream): Promise<void> {
    const { headers } = await this.#send('POST', 'blobs/uploads/', [202], {
      headers: { 'content-length': 0 },
    });
    const place = new URL(headers.location ?? '', this.#base);
    place.searchParams.set('digest', digest);
    await this.#send('PUT', place, [201], {
      headers: { 'content-type': 'application/octet-stream', 'content-length': size },
      body: content,
    });
  }

  async putManifest(tag: string, mediaType: string, bytes: Buffer): Promise<void> {
    await this.#send('PUT', `manifests/${tag}`, [200, 201], {
      headers: { 'content-type': mediaType, 'content-length': bytes.length },
      body: bytes,
    });
  }

  /** The digest under which the registry serves a tag, or undefined when it has none of that name. */
  async findDigest(tag: string, mediaType: string): Promise<string | undefined> {
    const { status, headers } = await this.#send('HEAD', `manifests/${tag}`, [200, 404], {
      headers: { accept: mediaType },
    });
    const digest = headers['docker-content-digest'];
    return status === 200 && typeof digest === 'string' ? digest : undefined;
  }

  async #send(method: string, place: string | URL, expected: number[], send: Send = {}): Promise<Response> {
    const url = typeof place === 'string' ? new URL(`/v2/${this.#repository}/${place}`, this.#base) : place;
    let response = await this.#sendOnce(method, url, send);
    // Only the first request is asked for a login, and it carries no body that would be gone by now.
    if (response.status === 401 && !this.#authorization && !send.body) {
      this.#authorization = await this.#answerChallenge(response.headers['www-authenticate'] ?? '');
      response = await this.#sendOnce(method, url, send);
    }
    if (expected.includes(response.status)) return response;
    throw new RegistryError(
      response.status,
      `${method} ${url.origin}${url.pathname} answered ${response.status}. ${response.body.slice(0, 400)}`.trim(),
    );
  }

  async #sendOnce(method: string, url: URL, { headers = {}, body }: Send): Promise<Response> {
    // Uploads may be sent on to a store elsewhere, which must not learn the login.
    const isOurs = url.origin === this.#base.origin;
    const authorization = isOurs && this.#authorization ? { authorization: this.#authorization } : {};
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method,
      headers: { ...headers, ...authorization },
      timeout: 60_000,
    });
    const answered = new Promise<Response>((resolve, reject) => {
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 60 s')));
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        text(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          reject,
        );
      });
    });
    if (body && !Buffer.isBuffer(body)) {
      // A registry may answer, and close, before all is sent: its answer says why.
      const [response] = await Promise.all([answered, pipeline(body, outgoing).catch(() => undefined)]);
      return response;
    }
    outgoing.end(body);
    return answered;
  }

  async #answerChallenge(challenge: string): Promise<string | undefined> {
    const basic = this.#basic && `Basic ${this.#basic}`;
    if (!/^bearer /i.test(challenge)) return basic;
    const part = (name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1];
    const realm = new URL(part('realm') ?? '', this.#base);
    if (realm.protocol !== 'https:' && !isLoopback(realm.host)) return undefined;
    const service = part('service');
    if (service) realm.searchParams.set('service', service);
    realm.searchParams.set('scope', `repository:${this.#repository}:pull,push`);
    const response = await fetch(realm, { headers: basic ? { authorization: basic } : {} });
    if (!response.ok) throw new RegistryError(401, `${realm.origin} gave no token (${response.status}).`);
    const { token, access_token } = (await response.json()) as { token?: string; access_token?: string };
    return `Bearer ${token ?? access_token ?? ''}`;
  }
}

const apiHost = (host: string): string => (host === 'docker.io' ? 'registry-1.docker.io' : host);

// As docker does: without TLS on this machine alone.
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
