{{/* Says what is contradictory before anything reaches the cluster. */}}
{{- define "habit-tracker.preflight" -}}
{{- $name := include "habit-tracker.fullname" . }}
{{- if not (regexMatch "^[a-z]" $name) }}
{{- fail (printf "\n\nThe names of this release would begin with %q, and those of Services must begin with a letter. Set fullnameOverride, or choose another name for the release." (substr 0 1 $name)) }}
{{- end }}
{{- $labels := dict "commonLabels" .Values.commonLabels "backend.podLabels" .Values.backend.podLabels "frontend.podLabels" .Values.frontend.podLabels "database.podLabels" .Values.database.podLabels }}
{{- range $where, $given := $labels }}
{{- range $label, $_ := $given }}
{{- if or (hasPrefix "app.kubernetes.io/" $label) (eq $label "helm.sh/chart") }}
{{- fail (printf "\n\n%s sets the label %s, which the chart sets itself. Choose another label." $where $label) }}
{{- end }}
{{- if and (ne $where "commonLabels") (hasKey $.Values.commonLabels $label) }}
{{- fail (printf "\n\n%s and commonLabels both set the label %s. Remove one of the two." $where $label) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $app := list "backend" "frontend" }}
{{- with get $.Values $app }}
{{- if and .autoscaling.enabled (gt (int .autoscaling.minReplicas) (int .autoscaling.maxReplicas)) }}
{{- fail (printf "\n\n%s.autoscaling.minReplicas is more than maxReplicas. Lower the one or raise the other." $app) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) }}
{{- fail "\n\ningress.enabled makes an Ingress, and ingress.hosts is empty, so it would answer for every name. Name at least one host." }}
{{- end }}
{{- with .Values.httpRoute }}
{{- if and .enabled (not (and .parentRefs .hostnames)) }}
{{- fail "\n\nhttpRoute.enabled makes an HTTPRoute, which needs httpRoute.parentRefs (the Gateway it belongs to) and httpRoute.hostnames. Give both." }}
{{- end }}
{{- end }}
{{- with .Values.secrets }}
{{- if and .create .existingSecret }}
{{- fail (printf "\n\nsecrets.create makes a Secret, and secrets.existingSecret names another one, %q. Choose one of the two." .existingSecret) }}
{{- end }}
{{- if and .values (not .create) }}
{{- fail "\n\nsecrets.values is given, but secrets.create is false, so nobody would read it. Set secrets.create to true, or remove secrets.values." }}
{{- end }}
{{- if .create }}
{{- $required := ternary (list "JWT_SECRET" "POSTGRES_PASSWORD") (list "JWT_SECRET" "DATABASE_URL") $.Values.database.enabled }}
{{- range $required }}
{{- if not (get $.Values.secrets.values .) }}
{{- fail (printf "\n\nsecrets.create makes the Secret from secrets.values, and secrets.values.%s is missing. Give it a value, or let an existing Secret hold it (secrets.create=false)." .) }}
{{- end }}
{{- end }}
{{- if and $.Values.database.enabled .values.DATABASE_URL }}
{{- fail "\n\ndatabase.enabled runs PostgreSQL in the cluster, and secrets.values.DATABASE_URL names another server. Remove one of the two." }}
{{- end }}
{{- if $.Values.secretsChecksum }}
{{- fail "\n\nsecretsChecksum is for a Secret made outside the chart; with secrets.create the chart computes it. Remove secretsChecksum." }}
{{- end }}
{{- end }}
{{- end }}
{{- if ge (add .Values.backend.preStopSeconds (int .Values.config.DRAIN_SECONDS)) (int64 .Values.backend.terminationGracePeriodSeconds) }}
{{- fail "\n\nbackend.preStopSeconds and config.DRAIN_SECONDS take up the whole backend.terminationGracePeriodSeconds, so the API would be killed in the middle of its work. Raise the latter." }}
{{- end }}
{{- if ge (add .Values.frontend.preStopSeconds (int .Values.config.DRAIN_SECONDS)) (int64 .Values.frontend.terminationGracePeriodSeconds) }}
{{- fail "\n\nfrontend.preStopSeconds and config.DRAIN_SECONDS take up the whole frontend.terminationGracePeriodSeconds, so the app would be killed in the middle of its work. Raise the latter." }}
{{- end }}
{{- end }}
