import type { Key } from '../i18n/en';
import type { Claim } from './conditions';

/** The kinds of issuers whose trusts have conditions. */
export const JOB_KINDS = ['github', 'gitlab', 'aws', 'google', 'kubernetes', 'custom'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** A field of a form that becomes a condition on one claim. */
export interface ClaimField {
  claim: Claim;
  label: Key;
  hint?: Key;
  placeholder: string;
  /** A pin identifies what may not be reborn under the same name; a narrowing says which of its jobs are trusted. */
  role: 'pin' | 'narrowing' | 'optional';
  /** What each value must match, and the error if it does not. */
  syntax?: { pattern: RegExp; error: Key };
  wildcards?: boolean;
  /** The only values, if there are a few. */
  choices?: readonly string[];
}

/** A command that prints the pins of something by its name, which itself is no condition. */
interface Lookup {
  label: Key;
  placeholder: string;
  /** Names without a meaning in a shell. Any other is not inserted into the command. */
  pattern: RegExp;
  command(name: string): string;
}

interface KindFields {
  fields: readonly ClaimField[];
  lookup?: Lookup;
  /** What of the narrowings a trust needs: one of these sets. */
  narrowings?: readonly (readonly string[])[];
}

const DIGITS = { pattern: /^[0-9]{1,30}$/, error: 'claim.noDigits' } as const;
const ARN = {
  pattern: /^arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)\/[\w+=,.@/-]{1,512}$/,
  error: 'claim.noArn',
} as const;
const SERVICE_ACCOUNT = {
  pattern: /^system:serviceaccount:[a-z0-9][a-z0-9-]{0,62}:[a-z0-9][a-z0-9.-]{0,252}$/,
  error: 'claim.noServiceAccount',
} as const;
const LITERAL = { pattern: /^[^*]{1,1024}$/, error: 'claim.noWildcard' } as const;

const REF: ClaimField = {
  claim: 'ref',
  label: 'claim.ref',
  placeholder: 'refs/heads/main',
  role: 'narrowing',
  wildcards: true,
};
const ENVIRONMENT: ClaimField = {
  claim: 'environment',
  label: 'claim.environment',
  hint: 'claim.environmentHint',
  placeholder: 'production',
  role: 'narrowing',
  wildcards: true,
};

/** The fields of each kind, in the order of their conditions. */
export const KIND_FIELDS: Record<JobKind, KindFields> = {
  github: {
    lookup: {
      label: 'lookup.repository',
      placeholder: 'OWNER/REPO',
      pattern: /^[\w.-]+\/[\w.-]+$/,
      command: (name) => `gh api repos/${name} --jq '.id, .owner.id'`,
    },
    narrowings: [['ref'], ['environment'], ['workflow_ref'], ['job_workflow_ref']],
    fields: [
      { claim: 'repository_id', label: 'claim.repositoryId', placeholder: '456789', role: 'pin', syntax: DIGITS },
      {
        claim: 'repository_owner_id',
        label: 'claim.repositoryOwnerId',
        placeholder: '123456',
        role: 'pin',
        syntax: DIGITS,
      },
      REF,
      ENVIRONMENT,
      {
        claim: 'workflow_ref',
        label: 'claim.workflowRef',
        placeholder: 'acme/web/.github/workflows/deploy.yml@refs/heads/main',
        role: 'narrowing',
        wildcards: true,
      },
      {
        claim: 'job_workflow_ref',
        label: 'claim.jobWorkflowRef',
        hint: 'claim.jobWorkflowRefHint',
        placeholder: 'acme/workflows/.github/workflows/deploy.yml@refs/tags/v1',
        role: 'narrowing',
        wildcards: true,
      },
      {
        claim: 'event_name',
        label: 'claim.eventName',
        hint: 'claim.eventNameHint',
        placeholder: 'push',
        role: 'optional',
        syntax: LITERAL,
      },
    ],
  },
  gitlab: {
    lookup: {
      label: 'lookup.gitlabProject',
      placeholder: 'GROUP/PROJECT',
      pattern: /^[\w.-]+(\/[\w.-]+)+$/,
      command: (name) => `glab api projects/${name.replaceAll('/', '%2F')} | jq .id`,
    },
    narrowings: [['ref', 'ref_type'], ['ref_protected'], ['environment']],
    fields: [
      { claim: 'project_id', label: 'claim.projectId', placeholder: '456789', role: 'pin', syntax: DIGITS },
      { ...REF, placeholder: 'main' },
      {
        claim: 'ref_type',
        label: 'claim.refType',
        placeholder: '',
        role: 'narrowing',
        choices: ['branch', 'tag'],
      },
      {
        claim: 'ref_protected',
        label: 'claim.refProtected',
        hint: 'claim.refProtectedHint',
        placeholder: '',
        role: 'narrowing',
        choices: ['true'],
      },
      ENVIRONMENT,
    ],
  },
  aws: {
    lookup: {
      label: 'lookup.role',
      placeholder: 'ROLE',
      pattern: /^[\w+=,.@-]+$/,
      command: (name) => `aws iam get-role --role-name ${name} --query Role.Arn --output text`,
    },
    fields: [
      {
        claim: 'sub',
        label: 'claim.roleArn',
        placeholder: 'arn:aws:iam::123456789012:role/deploy',
        role: 'pin',
        syntax: ARN,
      },
      {
        claim: ['https://sts.amazonaws.com/', 'lambda_source_function_arn'],
        label: 'claim.lambdaFunction',
        placeholder: 'arn:aws:lambda:eu-west-1:123456789012:function:deploy',
        role: 'optional',
        wildcards: true,
      },
    ],
  },
  google: {
    lookup: {
      label: 'lookup.googleAccount',
      placeholder: 'NAME@PROJECT.iam.gserviceaccount.com',
      pattern: /^[\w.-]+@[\w.-]+$/,
      command: (name) => `gcloud iam service-accounts describe ${name} --format='value(uniqueId)'`,
    },
    fields: [
      {
        claim: 'sub',
        label: 'claim.googleAccount',
        hint: 'claim.googleAccountHint',
        placeholder: '104567890123456789012',
        role: 'pin',
        syntax: DIGITS,
      },
    ],
  },
  kubernetes: {
    lookup: {
      label: 'lookup.kubernetesAccount',
      placeholder: 'NAMESPACE/NAME',
      pattern: /^[\w.-]+\/[\w.-]+$/,
      command: (name) => {
        const [namespace, account] = name.split('/');
        return `kubectl get serviceaccount ${account} -n ${namespace} -o jsonpath='{.metadata.uid}'`;
      },
    },
    fields: [
      {
        claim: 'sub',
        label: 'claim.kubernetesAccount',
        placeholder: 'system:serviceaccount:NAMESPACE:NAME',
        role: 'pin',
        syntax: SERVICE_ACCOUNT,
      },
      {
        claim: ['kubernetes.io', 'serviceaccount', 'uid'],
        label: 'claim.kubernetesUid',
        hint: 'claim.kubernetesUidHint',
        placeholder: 'b1c2d3e4-0000-4000-8000-000000000000',
        role: 'optional',
        syntax: LITERAL,
      },
    ],
  },
  custom: {
    fields: [
      {
        claim: 'sub',
        label: 'claim.sub',
        hint: 'claim.subHint',
        placeholder: '',
        role: 'pin',
        syntax: LITERAL,
      },
    ],
  },
};

export function isJobKind(kind: string): kind is JobKind {
  return (JOB_KINDS as readonly string[]).includes(kind);
}
