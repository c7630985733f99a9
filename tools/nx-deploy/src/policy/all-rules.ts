import type { Rule } from './rule.ts';
import { availabilityRules } from './rules/availability.ts';
import { containerSecurityRules } from './rules/container-security.ts';
import { imageRules } from './rules/images.ts';
import { ingressRules } from './rules/ingress.ts';
import { jobRules } from './rules/jobs.ts';
import { metadataRules } from './rules/metadata.ts';
import { nameRules } from './rules/names.ts';
import { networkPolicyRules } from './rules/network-policies.ts';
import { podSecurityRules } from './rules/pod-security.ts';
import { probeRules } from './rules/probes.ts';
import { rbacRules } from './rules/rbac.ts';
import { referenceRules } from './rules/references.ts';
import { resourceRules } from './rules/resources.ts';
import { secretRules } from './rules/secrets.ts';
import { serverRules } from './rules/server.ts';
import { serviceRules } from './rules/services.ts';
import { volumeRules } from './rules/volumes.ts';
import { workloadRules } from './rules/workloads.ts';

/** Every rule that is known, in the order in which they are reported. */
export const allRules: Rule[] = [
  ...containerSecurityRules,
  ...podSecurityRules,
  ...volumeRules,
  ...secretRules,
  ...resourceRules,
  ...probeRules,
  ...imageRules,
  ...workloadRules,
  ...jobRules,
  ...nameRules,
  ...serverRules,
  ...availabilityRules,
  ...serviceRules,
  ...referenceRules,
  ...networkPolicyRules,
  ...ingressRules,
  ...rbacRules,
  ...metadataRules,
];
