import type { LocatedObject } from '../../kubernetes/located-manifest.ts';
import { objectRule, type Verdict } from '../rule.ts';

interface RoleShape {
  rules?: { apiGroups?: string[]; resources?: string[]; verbs?: string[]; nonResourceURLs?: string[] }[];
}

interface BindingShape {
  roleRef?: { kind?: string; name?: string };
  subjects?: { kind?: string; name?: string; namespace?: string }[];
}

const roles = ['Role', 'ClusterRole'];
const bindings = ['RoleBinding', 'ClusterRoleBinding'];

export const rbacRules = [
  objectRule<BindingShape>(
    {
      id: 'no-cluster-admin',
      severity: 'error',
      reason: 'cluster-admin may do everything, everywhere.',
      fix: 'Bind a Role with the few verbs that are needed.',
    },
    bindings,
    ({ roleRef }) =>
      /^(cluster-admin|admin|edit)$/.test(roleRef?.name ?? '') && {
        says: `it gives ${roleRef?.name}.`,
        at: ['roleRef'],
      },
  ),
  objectRule<RoleShape>(
    {
      id: 'no-rbac-wildcard',
      severity: 'error',
      reason: 'A star also means what is added to the cluster later.',
      fix: 'Name the groups, resources and verbs.',
    },
    roles,
    ({ rules = [] }) =>
      (rules ?? []).flatMap((rule, at) =>
        (['apiGroups', 'resources', 'verbs', 'nonResourceURLs'] as const).map(
          (field) =>
            (rule[field] ?? []).includes('*') && { says: `${field} is "*".`, at: ['rules', at, field] },
        ),
      ),
  ),
  objectRule<RoleShape>(
    {
      id: 'no-powerful-rbac',
      severity: 'error',
      reason:
        'With these rights one gets all others: reading Secrets of all, running in pods, changing roles.',
      fix: 'Remove them, or limit them with resourceNames in a Role of one namespace.',
    },
    roles,
    ({ kind, rules = [] }) =>
      (rules ?? []).map(({ resources = [], verbs = [] }, at) => {
        const may = (verb: string): boolean => verbs.includes(verb);
        const reads = may('get') || may('list') || may('watch');
        const found = [
          ...['escalate', 'bind', 'impersonate'].filter(may),
          ...(kind === 'ClusterRole' && reads && resources.includes('secrets')
            ? ['reading all Secrets']
            : []),
          ...(may('create')
            ? resources.filter((name) =>
                /^(pods\/(exec|attach)|serviceaccounts\/token|nodes\/proxy)$/.test(name),
              )
            : []),
        ];
        return found.length > 0 && { says: `it allows ${found.join(', ')}.`, at: ['rules', at] };
      }),
  ),
  objectRule<RoleShape>(
    {
      id: 'no-pod-making-rights',
      severity: 'error',
      reason: 'Who may make or change pods may run as any account and read any Secret of the namespace.',
      fix: 'Leave making workloads to whoever deploys; a program seldom needs it.',
    },
    roles,
    ({ rules = [] }) =>
      rules.map((rule, at) =>
        judgeChanges(
          rule,
          at,
          /^(pods|deployments|statefulsets|daemonsets|replicasets|jobs|cronjobs|replicationcontrollers)$/,
        ),
      ),
  ),
  objectRule<RoleShape>(
    {
      id: 'no-rights-to-change-rights',
      severity: 'error',
      reason: 'Who changes roles, or the webhooks that see all that is sent, gets all other rights by it.',
      fix: 'Leave rights and webhooks to administrators.',
    },
    roles,
    ({ rules = [] }) =>
      rules.map((rule, at) =>
        judgeChanges(rule, at, /^(cluster)?role(binding)?s$|^(validating|mutating)webhookconfigurations$/),
      ),
  ),
  objectRule<BindingShape>(
    {
      id: 'no-rights-for-everybody',
      severity: 'error',
      reason: 'Rights of everybody are rights of strangers too.',
      fix: 'Bind the role to one ServiceAccount.',
    },
    bindings,
    ({ subjects = [] }) =>
      (subjects ?? []).map(
        ({ name = '' }, at) =>
          /^system:(anonymous|unauthenticated|authenticated|serviceaccounts(:.+)?|masters)$/.test(name) && {
            says: `it gives rights to ${name}.`,
            at: ['subjects', at],
          },
      ),
  ),
  objectRule<BindingShape>(
    {
      id: 'dangling-binding',
      severity: 'error',
      reason: 'A binding of a role or an account that is not there gives nothing.',
      fix: 'Add the Role and the ServiceAccount, or correct the names.',
    },
    bindings,
    ({ roleRef, subjects = [] }, set, located) => [
      roleRef?.kind === 'Role' &&
        !set.find('Role', roleRef.name ?? '', located) && {
          says: `there is no Role ${roleRef.name}.`,
          at: ['roleRef'],
        },
      ...(subjects ?? []).map(
        ({ kind, name = '', namespace }, at) =>
          kind === 'ServiceAccount' &&
          name !== 'default' &&
          !set.find('ServiceAccount', name, namespace ? inNamespace(located, namespace) : located) && {
            says: `there is no ServiceAccount ${name}.`,
            at: ['subjects', at],
          },
      ),
    ],
  ),
];

type RoleRule = NonNullable<RoleShape['rules']>[number];

/** Whether a rule lets somebody write what a pattern names. Stars have a rule of their own. */
function judgeChanges({ resources = [], verbs = [] }: RoleRule, at: number, pattern: RegExp): Verdict {
  const changes = verbs.filter((verb) => /^(create|update|patch)$/.test(verb));
  const found = resources.filter((name) => pattern.test(name));
  return (
    changes.length > 0 &&
    found.length > 0 && { says: `it may ${changes.join(', ')} ${found.join(', ')}.`, at: ['rules', at] }
  );
}

/** A binding may give rights to an account of another namespace. */
const inNamespace = (located: LocatedObject, namespace: string): LocatedObject => ({
  ...located,
  object: { ...located.object, metadata: { ...located.object.metadata, namespace } },
});
