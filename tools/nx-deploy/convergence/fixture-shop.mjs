// A small shop in a temporary workspace: one image, and a chart with all kinds of objects that a release is made of.
// What the suites do to it goes through the same executors as every deploy, on a real cluster.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim();

export const chart = 'charts/shop';

/** Writes the workspace; nothing is built yet. */
export function createShop() {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  // The programs that the plugin unpacks, and the engine of images, are looked for in the workspace.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [file, text] of Object.entries(files)) write(folder, file, text);
  return {
    folder,
    write: (file, text) => write(folder, file, text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function write(folder, file, text) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Answers, gets ready, crashes, eats memory or never gets ready, as its settings ask. */
const program = (words) => `
import { createServer } from 'node:http';
const { MOOD = 'calm', TOKEN = '' } = process.env;
console.log(\`${words}, feeling \${MOOD}\`);
if (MOOD === 'broken') {
  console.error('MOOD is "broken", which this program cannot work with');
  process.exit(7);
}
if (MOOD === 'hungry') {
  const eaten = [];
  for (;;) eaten.push(Buffer.alloc(16 * 1024 * 1024, 1));
}
if (process.argv[2] === 'migrate') setTimeout(() => process.exit(0), MOOD === 'slow' ? 60_000 : 0);
else createServer((request, reply) => {
  const isReady = request.url !== '/readyz' || MOOD !== 'sleepy';
  reply.writeHead(isReady && TOKEN ? 200 : 503).end('${words}');
}).listen(8000);
process.on('SIGTERM', () => process.exit(0));
`;

export const programFile = 'apps/shop/main.mjs';
export const programSaying = program;

const files = {
  'environment.json': JSON.stringify({
    variables: [{ name: 'TOKEN', secret: true, required: true, generate: { random: 24 } }],
  }),
  'apps/shop/Dockerfile': [
    'FROM gcr.io/distroless/nodejs24-debian13:nonroot',
    'WORKDIR /app',
    'COPY apps/shop/main.mjs ./',
    'USER 65532:65532',
    'CMD ["main.mjs"]',
    '',
  ].join('\n'),
  [programFile]: program('The first shop'),
  [`${chart}/Chart.yaml`]: 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  [`${chart}/values.yaml`]: `
api:
  image: { repository: shop-suite, tag: none }
  replicas: 1
  memory: 128Mi
  cpu: 20m
  livenessPath: /
  runAsNonRoot: true
  selector: {}
  pullPolicy: IfNotPresent
autoscaling: false
mood: calm
colour: blue
extraSecret: ''
nodePort: 0
migration: { enabled: false, mood: calm, image: '' }
route: false
secretsChecksum: ''
`,
  [`${chart}/values-local.yaml`]: '{}\n',
  [`${chart}/templates/_pod.tpl`]: `
{{- define "shop.image" -}}
{{ .Values.api.image.repository }}:{{ .Values.api.image.tag }}
{{- end }}
{{- define "shop.labels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "shop.security" -}}
runAsNonRoot: {{ .Values.api.runAsNonRoot }}
allowPrivilegeEscalation: false
capabilities: { drop: [ALL] }
seccompProfile: { type: RuntimeDefault }
{{- end }}
`,
  [`${chart}/templates/api.yaml`]: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling }}
  replicas: {{ .Values.api.replicas }}
  {{- end }}
  selector:
    matchLabels: { app: shop-api }
  template:
    metadata:
      labels: { app: shop-api }
      annotations:
        checksum/config: {{ printf "%s%s" .Values.mood .Values.colour | sha256sum }}
        checksum/secrets: {{ .Values.secretsChecksum | quote }}
    spec:
      serviceAccountName: shop
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 5
      {{- with .Values.api.selector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: api
          image: {{ include "shop.image" . }}
          imagePullPolicy: {{ .Values.api.pullPolicy }}
          ports: [{ name: http, containerPort: 8000 }]
          envFrom:
            - configMapRef: { name: shop-config }
            - secretRef: { name: shop-secrets }
          {{- with .Values.extraSecret }}
          env:
            - name: EXTRA
              valueFrom: { secretKeyRef: { name: {{ . }}, key: extra } }
          {{- end }}
          readinessProbe:
            httpGet: { path: /readyz, port: http }
            periodSeconds: 1
          livenessProbe:
            httpGet: { path: {{ .Values.api.livenessPath }}, port: http }
            periodSeconds: 2
            failureThreshold: 2
          resources:
            requests: { cpu: {{ .Values.api.cpu }}, memory: 48Mi }
            limits: { cpu: 500m, memory: {{ .Values.api.memory }} }
          securityContext: {{- include "shop.security" . | nindent 12 }}
`,
  [`${chart}/templates/store.yaml`]: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop-store
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  serviceName: shop-api
  selector:
    matchLabels: { app: shop-store }
  template:
    metadata:
      labels: { app: shop-store }
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 5
      containers:
        - name: store
          image: {{ include "shop.image" . }}
          imagePullPolicy: {{ .Values.api.pullPolicy }}
          env: [{ name: TOKEN, value: none }]
          readinessProbe:
            httpGet: { path: /readyz, port: 8000 }
            periodSeconds: 1
          resources:
            requests: { cpu: 10m, memory: 48Mi }
            limits: { cpu: 200m, memory: 128Mi }
          securityContext: {{- include "shop.security" . | nindent 12 }}
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata:
        name: data
        labels: {{- include "shop.labels" . | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 10Mi } }
`,
  [`${chart}/templates/others.yaml`]: `
apiVersion: v1
kind: Service
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  type: NodePort
  selector: { app: shop-api }
  ports:
    - name: http
      port: 8000
      targetPort: http
      {{- with .Values.nodePort }}
      nodePort: {{ . }}
      {{- end }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  labels: {{- include "shop.labels" . | nindent 4 }}
data:
  MOOD: {{ .Values.mood }}
  COLOUR: {{ .Values.colour }}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  labels: {{- include "shop.labels" . | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: { app: shop-api }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: { app: shop-api }
  policyTypes: [Ingress]
  ingress:
    - ports: [{ port: 8000 }]
{{- if .Values.autoscaling }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  minReplicas: 2
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop-api }
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } }
{{- end }}
{{- if .Values.route }}
---
apiVersion: routes.example.com/v1
kind: Route
metadata:
  name: shop-api
  labels: {{- include "shop.labels" . | nindent 4 }}
{{- end }}
`,
  [`${chart}/templates/migration.yaml`]: `
{{- if .Values.migration.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: shop-migration
  labels: {{- include "shop.labels" . | nindent 4 }}
  annotations:
    helm.sh/hook: pre-upgrade
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 1
  template:
    metadata:
      labels: { app: shop-migration }
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      containers:
        - name: migrate
          image: {{ .Values.migration.image | default (include "shop.image" .) }}
          imagePullPolicy: IfNotPresent
          args: [main.mjs, migrate]
          env: [{ name: MOOD, value: {{ .Values.migration.mood }} }]
          securityContext: {{- include "shop.security" . | nindent 12 }}
{{- end }}
`,
};
