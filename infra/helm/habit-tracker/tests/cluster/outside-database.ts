import { randomBytes } from 'node:crypto';
import type { Namespace } from './cluster.ts';
import { waitUntil } from './wait-until.ts';

const pod = 'postgres';
const port = 5432;
const owner = 'habit_owner';

/** A PostgreSQL that is no part of the release, with roles that come and go while the tables stay. */
export class OutsideDatabase {
  private readonly namespace: Namespace;

  private constructor(namespace: Namespace) {
    this.namespace = namespace;
  }

  static async start(namespace: Namespace): Promise<OutsideDatabase> {
    await namespace.create();
    const password = randomBytes(24).toString('hex');
    const items = [secret(password), service, server];
    await namespace.send(list(items), 'apply', '--server-side', '--filename=-');
    const database = new OutsideDatabase(namespace);
    await waitUntil('the outside database answers', () =>
      database.query('select 1').then(
        (answer) => answer === '1',
        () => false,
      ),
    );
    await database.query(`create role ${owner} nologin`);
    await database.query(`create database habit owner ${owner}`);
    return database;
  }

  /** Whatever a role makes belongs to the owner, so that the next role finds it as its own. Gives the role's URL. */
  async createRole(name: string): Promise<string> {
    const password = randomBytes(24).toString('hex');
    await this.query(
      `create role ${name} login password '${password}' in role ${owner};
       alter role ${name} in database habit set role = '${owner}'`,
    );
    return `postgresql://${name}:${password}@${pod}.${this.namespace.name}:${port}/habit`;
  }

  async sessionsOf(role: string): Promise<number> {
    return Number(await this.query(`select count(*) from pg_stat_activity where usename = '${role}'`));
  }

  async refuse(role: string): Promise<void> {
    await this.query(`alter role ${role} nologin`);
  }

  /** What the server says to somebody who comes as this role. */
  async comeAs(role: string): Promise<string> {
    return this.query('select current_user', role, 'habit').catch((error: Error) => error.message);
  }

  /** Goes through the standard input; an error does not repeat the statement. */
  private async query(sql: string, role = 'postgres', database = 'postgres'): Promise<string> {
    const psql = ['psql', '-qtAX', '-v', 'ON_ERROR_STOP=1', '-v', 'VERBOSITY=terse'];
    const command = ['exec', '--stdin', pod, '--', ...psql, '-U', role, '-d', database];
    return (await this.namespace.send(sql, ...command)).trim();
  }
}

const list = (items: object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

const secret = (password: string): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: pod },
  stringData: { POSTGRES_PASSWORD: password },
});

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: pod },
  spec: { selector: { app: pod }, ports: [{ port }] },
};

const server = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: pod, labels: { app: pod } },
  spec: {
    terminationGracePeriodSeconds: 5,
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 999,
      runAsGroup: 999,
      fsGroup: 999,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        name: pod,
        image: 'postgres:17-trixie',
        envFrom: [{ secretRef: { name: pod } }],
        env: [{ name: 'PGDATA', value: '/data/pgdata' }],
        volumeMounts: [
          { name: 'data', mountPath: '/data' },
          { name: 'run', mountPath: '/var/run/postgresql' },
        ],
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
    volumes: [
      { name: 'data', emptyDir: {} },
      { name: 'run', emptyDir: {} },
    ],
  },
};
