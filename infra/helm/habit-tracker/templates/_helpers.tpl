{{/*
Prefix of every name. 40 characters leave room for what Kubernetes appends to a pod of a StatefulSet. Of two long
names that begin alike in one namespace, helm refuses the second: its objects belong to the first.
*/}}
{{- define "habit-tracker.fullname" -}}
{{- default .Release.Name .Values.fullnameOverride | replace "." "-" | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "habit-tracker.name" -}}
{{- default .Chart.Name .Values.nameOverride }}
{{- end }}

{{/* Labels that every pod of the release has. */}}
{{- define "habit-tracker.releaseLabels" -}}
app.kubernetes.io/name: {{ include "habit-tracker.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels that find the pods of one component. They can never change in a running release. */}}
{{- define "habit-tracker.selectorLabels" -}}
{{ include "habit-tracker.releaseLabels" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "habit-tracker.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{ include "habit-tracker.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* No version in it: a new chart that changes nothing else renews no pod. */}}
{{- define "habit-tracker.podLabels" -}}
{{ include "habit-tracker.selectorLabels" . }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "habit-tracker.image" -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end }}
{{- end }}

{{- define "habit-tracker.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "habit-tracker.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* What all pods have in common before their containers. Nothing in them speaks to the Kubernetes API. */}}
{{- define "habit-tracker.podBasics" -}}
serviceAccountName: {{ include "habit-tracker.serviceAccountName" . }}
automountServiceAccountToken: false
# Kubernetes would add a variable per Service, named like settings of ours.
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Where the pods of a component may run. */}}
{{- define "habit-tracker.placement" -}}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Pods of one revision are spread, so that those on their way out do not count. */}}
{{- define "habit-tracker.topologySpread" -}}
{{- if and .root.Values.topologySpread.keys (include "habit-tracker.isReplicated" .values) }}
topologySpreadConstraints:
  {{- range .root.Values.topologySpread.keys }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: {{ $.root.Values.topologySpread.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "habit-tracker.selectorLabels" $ | nindent 8 }}
    matchLabelKeys:
      - pod-template-hash
  {{- end }}
{{- end }}
{{- end }}

{{/* Whether an app may have more than one pod. */}}
{{- define "habit-tracker.isReplicated" -}}
{{- if gt (int (ternary .autoscaling.maxReplicas .replicas .autoscaling.enabled)) 1 }}true{{ end }}
{{- end }}

{{- define "habit-tracker.httpProbe" -}}
httpGet:
  path: {{ .path }}
  port: http
{{ omit . "path" | toYaml }}
{{- end }}

{{- define "habit-tracker.servicePort" -}}
- name: http
  port: {{ .port }}
  targetPort: http
  protocol: TCP
  {{- if and .nodePort (ne .type "ClusterIP") }}
  nodePort: {{ .nodePort }}
  {{- end }}
{{- end }}

{{- define "habit-tracker.secretName" -}}
{{- default (printf "%s-secrets" (include "habit-tracker.fullname" .)) .Values.secrets.existingSecret }}
{{- end }}

{{/* What the ConfigMap holds, apart from its labels: pods are renewed when this changes, and only then. */}}
{{- define "habit-tracker.configData" -}}
{{- range $name, $value := .Values.config }}
{{ $name }}: {{ tpl (include "habit-tracker.text" $value) $ | quote }}
{{- end }}
{{- end }}

{{/* What a created Secret holds. */}}
{{- define "habit-tracker.secretData" -}}
{{- range $name, $value := .Values.secrets.values }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- if .Values.database.enabled }}
{{- $password := .Values.secrets.values.POSTGRES_PASSWORD | urlquery | replace "+" "%20" }}
DATABASE_URL: {{ printf "postgresql://habit:%s@%s-postgres:5432/habit" $password (include "habit-tracker.fullname" .) | quote }}
{{- end }}
{{- end }}

{{/* Helm reads every number of a values file as a float, and writes a million as 1e+06. */}}
{{- define "habit-tracker.text" -}}
{{- if kindIs "float64" . }}{{ int64 . }}{{ else }}{{ . }}{{ end }}
{{- end }}

{{/* The chart knows what a Secret of its own holds. Of any other it knows what secretsChecksum says: if nothing, no pod follows it by itself. */}}
{{- define "habit-tracker.secretsChecksum" -}}
{{- if .Values.secrets.create }}{{ include "habit-tracker.secretData" . | sha256sum }}{{ else }}{{ .Values.secretsChecksum }}{{ end }}
{{- end }}

{{/* A policy's rule: the pod may look names up. */}}
{{- define "habit-tracker.dnsEgress" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
  {{- with .Values.networkPolicy.dns.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}
