import type { Edit } from './edits.ts';

/** How much must be there to see that a task is undone. */
export type Needs = 'files' | 'engine' | 'cluster';

/** One way to undo one task of the list, and that task alone. */
export interface Sabotage {
  id: string;
  what: string;
  edits: Edit[];
  needs?: Needs;
  /** What shows it, beside all that looks at files only. */
  targets?: string[];
  /** Sections of the guide to follow, where the guide shows it. */
  sections?: string[];
}

const manifests = 'infra/k8s/base';
const chart = 'infra/helm/habit-tracker';
const templates = `${chart}/templates`;
const guide = 'DEPLOYMENT.md';

const change = (file: string, from: string, to: string): Edit => ({ kind: 'change', file, from, to });
const create = (file: string, text: string): Edit => ({ kind: 'create', file, text });
const remove = (file: string): Edit => ({ kind: 'remove', file });

const imageTargets = (app: string): string[] =>
  ['docker-build', 'image-check', 'size-check', 'env-scan', 'secret-scan'].map(
    (target) => `${app}:${target}`,
  );

// Never a token of anybody, and put together here so that no scanner takes this file for a leak.
const token = ['ghp', 'x7Kq2LmZ9TbR4VwYc8NdPfGh3JsAeU6oXiE1'].join('_');
const ballast = (count: number): string =>
  Array.from({ length: count }, (_, at) => `COPY --from=runtime /nodejs/bin/node /ballast/${at}`).join('\n');

export const sabotages: Sabotage[] = [
  { id: 'T001', what: 'the list of manifests is gone', edits: [remove(`${manifests}/Kustomization`)] },
  {
    id: 'T002',
    what: '.env.example forgets a variable',
    edits: [change('.env.example', '#GEMINI_API_KEY=', '#GEMINI_KEY=')],
  },
  { id: 'T003', what: '.gitignore lets .env files in', edits: [change('.gitignore', '\n*.env\n', '\n')] },

  {
    id: 'T004',
    what: 'the backend runs as root',
    edits: [change('apps/backend/Dockerfile', '\nUSER 65532', '\nUSER 0')],
    needs: 'engine',
    targets: imageTargets('backend'),
  },
  {
    id: 'T005',
    what: 'the frontend has another port',
    edits: [change('apps/frontend/Dockerfile', '\nEXPOSE 3000', '\nEXPOSE 3001')],
    needs: 'engine',
    targets: imageTargets('frontend'),
  },
  {
    id: 'T006',
    what: 'the backend carries four more nodes',
    edits: [change('apps/backend/Dockerfile', '\nUSER 65532', `\n${ballast(4)}\nUSER 65532`)],
    needs: 'engine',
    targets: imageTargets('backend'),
  },
  {
    id: 'T007',
    what: 'the frontend carries two more nodes',
    edits: [change('apps/frontend/Dockerfile', '\nUSER 65532', `\n${ballast(2)}\nUSER 65532`)],
    needs: 'engine',
    targets: imageTargets('frontend'),
  },
  {
    id: 'T008',
    what: 'the backend answers /health no more',
    edits: [change('apps/backend/src/plugins/health.ts', "'/health'", "'/healthy'")],
    needs: 'engine',
    targets: [...imageTargets('backend'), 'backend:container-test'],
  },
  {
    id: 'T009',
    what: 'the frontend is never ready',
    edits: [remove('apps/frontend/src/app/readyz')],
    needs: 'engine',
    targets: [...imageTargets('frontend'), 'frontend:container-test'],
  },
  {
    id: 'T010',
    what: 'the backend carries a token',
    edits: [
      change(
        'apps/backend/Dockerfile',
        '\nENV NODE_ENV=production',
        `\nENV NODE_ENV=production DEPLOY_TOKEN=${token}`,
      ),
    ],
    needs: 'engine',
    targets: imageTargets('backend'),
  },

  {
    id: 'T011',
    what: 'the backend has no readiness probe',
    edits: [
      change(
        `${manifests}/backend-deployment.yaml`,
        '          readinessProbe:\n            httpGet:\n              path: /readyz\n              port: http\n            failureThreshold: 6\n            periodSeconds: 2\n            timeoutSeconds: 5\n',
        '',
      ),
    ],
  },
  {
    id: 'T012',
    what: "the backend's Service has another port",
    edits: [change(`${manifests}/backend-service.yaml`, 'port: 8000', 'port: 8001')],
  },
  {
    id: 'T013',
    what: 'the frontend reads no settings',
    edits: [
      change(
        `${manifests}/frontend-deployment.yaml`,
        'configMapRef:\n                name: habit-tracker-config',
        'configMapRef:\n                name: habit-tracker-confg',
      ),
    ],
  },
  {
    id: 'T014',
    what: "the frontend's Service has another node port",
    edits: [change(`${manifests}/frontend-service.yaml`, 'nodePort: 30080', 'nodePort: 30090')],
  },
  {
    id: 'T015',
    what: 'the ConfigMap leads to another host',
    edits: [
      change(`${manifests}/configmap.yaml`, 'http://habit-tracker-backend:8000', 'http://backend:8000'),
    ],
  },
  {
    id: 'T016',
    what: 'the template of the Secret holds one',
    edits: [
      change(
        `${manifests}/secret-template.yaml`,
        "JWT_SECRET: 'CHANGE-ME-to-the-output-of-openssl-rand-base64-48'",
        'JWT_SECRET: a-value-that-was-not-replaced',
      ),
    ],
  },
  {
    id: 'T017',
    what: 'a manifest has a field that Kubernetes does not know',
    edits: [
      change(
        `${manifests}/backend-service.yaml`,
        '  type: ClusterIP',
        '  type: ClusterIP\n  sesionAffinity: None',
      ),
    ],
  },
  {
    id: 'T018',
    what: 'the chart has no version of the app',
    edits: [change(`${chart}/Chart.yaml`, "appVersion: '1.0.0'", "appVersion: '0.0.0'")],
  },
  {
    id: 'T019',
    what: 'the values name another image',
    edits: [change(`${chart}/values.yaml`, 'repository: habit-tracker-backend', 'repository: habit-backend')],
  },
  {
    id: 'T020',
    what: 'the local values bring no database',
    edits: [change(`${chart}/values-local.yaml`, 'enabled: true', 'enabled: false')],
  },
  {
    id: 'T021',
    what: 'the labels lose who manages them',
    edits: [
      change(`${templates}/_helpers.tpl`, 'app.kubernetes.io/managed-by: {{ .root.Release.Service }}\n', ''),
    ],
  },
  {
    id: 'T022',
    what: "the backend's number of pods is fixed",
    edits: [change(`${templates}/backend-deployment.yaml`, '{{ .Values.backend.replicas }}', '1')],
  },
  {
    id: 'T023',
    what: "the backend's Service ignores its values",
    edits: [
      change(`${templates}/backend-service.yaml`, '{{ .Values.backend.service.type }}', 'ClusterIP'),
      change(
        `${templates}/backend-service.yaml`,
        '    {{- include "habit-tracker.servicePort" .Values.backend.service | nindent 4 }}',
        '    - { name: http, port: 8000, targetPort: http, protocol: TCP }',
      ),
    ],
  },
  {
    id: 'T024',
    what: "the frontend's number of pods is fixed",
    edits: [change(`${templates}/frontend-deployment.yaml`, '{{ .Values.frontend.replicas }}', '1')],
  },
  {
    id: 'T025',
    what: "the frontend's Service ignores its values",
    edits: [
      change(`${templates}/frontend-service.yaml`, '{{ .Values.frontend.service.type }}', 'NodePort'),
      change(
        `${templates}/frontend-service.yaml`,
        '    {{- include "habit-tracker.servicePort" .Values.frontend.service | nindent 4 }}',
        '    - { name: http, port: 3000, targetPort: http, protocol: TCP }',
      ),
    ],
  },
  {
    id: 'T026',
    what: 'the ConfigMap is fixed',
    edits: [
      change(
        `${templates}/configmap.yaml`,
        '{{- include "habit-tracker.configData" . | trim | nindent 2 }}',
        "NEXT_PUBLIC_API_URL: 'http://habit-tracker-backend:8000'",
      ),
    ],
  },
  {
    id: 'T027',
    what: "the created Secret's name is fixed",
    edits: [
      change(
        `${templates}/secret.yaml`,
        '{{ include "habit-tracker.secretName" . }}',
        'habit-tracker-secrets',
      ),
    ],
  },
  {
    id: 'T028',
    what: 'the chart has an object with a name that lint refuses',
    edits: [
      create(
        `${templates}/extra.yaml`,
        '{{- if .Values.database.enabled }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Extra_Settings\ndata: {}\n{{- end }}\n',
      ),
    ],
  },
  {
    id: 'T029',
    what: 'the chart refuses to be rendered',
    edits: [
      create(
        `${templates}/extra.yaml`,
        '{{- if .Values.database.enabled }}{{- fail "not today" }}{{- end }}\n',
      ),
    ],
  },

  {
    id: 'T030',
    what: 'the description forgets a variable',
    edits: [change('infra/contracts/environment-variables.md', '`GEMINI_API_KEY`', '`GEMINI_KEY`')],
  },
  { id: 'T031', what: '.env.example gives no formats', edits: [change('.env.example', '# Format: ', '# ')] },
  {
    id: 'T032',
    what: 'the production values have no ingress',
    edits: [
      change(`${chart}/values-production.yaml`, 'ingress:\n  enabled: true', 'ingress:\n  enabled: false'),
    ],
  },
  {
    id: 'T033',
    what: 'the frontend is not renewed when its settings change',
    edits: [
      change(
        `${templates}/frontend-deployment.yaml`,
        'checksum/config: {{ include "habit-tracker.configData" . | sha256sum }}',
        'checksum/config: fixed',
      ),
    ],
    needs: 'cluster',
    targets: ['habit-tracker:config-update'],
  },
  {
    id: 'T034',
    what: 'the backend is not renewed when its Secret changes',
    edits: [
      change(`${templates}/backend-deployment.yaml`, 'checksum/secrets: {{ . }}', 'checksum/secrets: fixed'),
    ],
    needs: 'cluster',
    targets: ['habit-tracker:secret-update'],
  },
  {
    id: 'T035',
    what: 'the backend sees another setting than the ConfigMap has',
    edits: [
      change(
        `${templates}/backend-deployment.yaml`,
        '          startupProbe:',
        '          env:\n            - { name: SESSION_DAYS, value: "1" }\n          startupProbe:',
      ),
    ],
    needs: 'cluster',
    targets: ['habit-tracker:env-check'],
  },

  { id: 'T036', what: 'the guide forgets kubectl-ai', edits: [change(guide, 'kubectl-ai ', 'kubectl ')] },
  { id: 'T037', what: 'the guide forgets kagent', edits: [change(guide, 'kagent ', 'agent ')] },
  {
    id: 'T038',
    what: 'the guide forgets Claude Code',
    edits: [change(guide, 'Claude Code', 'The assistant')],
  },
  {
    id: 'T039',
    what: 'there is no form for failures of the tools',
    edits: [remove('docs/ai-failure-template.md')],
  },
  {
    id: 'T040',
    what: 'the guide forgets the review',
    edits: [change(guide, 'manifests:review', 'manifests:look')],
  },

  {
    id: 'T041',
    what: 'the guide deploys with a name that is wrong',
    edits: [
      change(
        guide,
        '```sh\nnpx nx run habit-tracker:verify\n```',
        '```sh\nnpx nx run habit-tracker:verfy\n```',
      ),
    ],
    needs: 'cluster',
    sections: ['Deploy'],
  },
  {
    id: 'T042',
    what: 'the guide names a selector that kubectl does not know',
    edits: [
      change(guide, 'events --field-selector reason=Unhealthy', 'events --field-selctor reason=Unhealthy'),
    ],
    needs: 'cluster',
    sections: ['Deploy', 'Troubleshooting'],
  },
  {
    id: 'T043',
    what: 'the guide watches another namespace',
    edits: [
      change(
        guide,
        'kubectl --namespace habit-tracker top pods\nkubectl top nodes',
        'kubectl --namespace habit-traker top pods --fail\nkubectl top nodes',
      ),
    ],
    needs: 'cluster',
    sections: ['Deploy', 'Watch it'],
  },
  {
    id: 'T044',
    what: 'the guide goes back with a target that is not there',
    edits: [change(guide, 'npx nx run habit-tracker:rollback', 'npx nx run habit-tracker:roll-back')],
    needs: 'cluster',
    sections: ['Deploy', 'Update and go back'],
  },
  {
    id: 'T045',
    what: 'the guide keeps data with an option that is not there',
    edits: [change(guide, 'uninstall --keep-data', 'uninstall --keep-volumes')],
    needs: 'cluster',
    sections: ['Deploy', 'Remove it'],
  },
  {
    id: 'T046',
    what: 'the frontend looks for the API where none is',
    edits: [change(`${chart}/values.yaml`, '-backend:{{ .Values.backend.service.port }}', '-backend:8009')],
    needs: 'cluster',
    targets: ['habit-tracker:verify'],
  },
  {
    id: 'T047',
    what: 'the backend may take 3 GB',
    edits: [change(`${chart}/values.yaml`, 'cpu: 400m\n      memory: 256Mi', 'cpu: 400m\n      memory: 3Gi')],
    needs: 'cluster',
    targets: ['habit-tracker:verify'],
  },
  {
    id: 'T048',
    what: 'the pods took three minutes',
    edits: [{ kind: 'earlier', file: 'dist/deploy/habit-tracker/receipt.json', field: 'sentAt', minutes: 3 }],
    needs: 'cluster',
    targets: ['habit-tracker:verify'],
  },
  {
    id: 'T049',
    what: 'the deploy took six minutes',
    edits: [
      { kind: 'earlier', file: 'dist/deploy/habit-tracker/receipt.json', field: 'startedAt', minutes: 6 },
    ],
    needs: 'cluster',
    targets: ['habit-tracker:verify'],
  },
  {
    id: 'T050',
    what: 'the quick reference has a flag that helm does not know',
    edits: [
      change(
        guide,
        'helm --namespace habit-tracker test habit-tracker --logs',
        'helm --namespace habit-tracker test habit-tracker --log',
      ),
    ],
    needs: 'cluster',
    sections: ['Deploy', 'Quick reference'],
  },
];
