// From a request to a report and an exit status.
import { type Examined, examine } from '../checks/check.ts';
import type { Observed } from '../checks/observed.ts';
import { CHECKS } from '../checks/table.ts';
import { SEVERITIES, type Severity } from '../findings/finding.ts';
import { type Origin, withCommand } from './command.ts';
import { jsonReport, type Report, textReport } from './render.ts';

export type Examination = {
  readonly observed: Observed;
  readonly origin: Origin;
  /** The package file of an object, where its own annotations do not say it. */
  readonly fileOf: (
    kind: string,
    name: string,
    namespace: string | undefined,
  ) => string | undefined;
};

export type Style = {
  readonly json: boolean;
  readonly isColoured: boolean;
  readonly threshold: Severity;
};

export function reportOn(
  { observed, origin, fileOf }: Examination,
  { json, isColoured, threshold }: Style,
): { readonly text: string; readonly exitStatus: number } {
  const examined = examine(CHECKS, observed);
  const findings = examined.findings.map(finding => {
    const ref = finding.resourceRef;
    const path = finding.file?.path ?? (ref && fileOf(ref.kind, ref.name, ref.namespace));
    const reported = withCommand(finding, origin, observed);
    return path === undefined ? reported : { ...reported, file: { path } };
  });
  const images = observed.images?.isKnown ? observed.images.value : [];
  const report: Report = { ...examined, findings, images };
  const exitStatus = statusOf(examined, threshold);
  return {
    text: json ? jsonReport(report, exitStatus) : textReport(report, isColoured),
    exitStatus,
  };
}

/** What could not be checked is no pass. */
function statusOf({ findings, unmade }: Examined, threshold: Severity): number {
  const limit = SEVERITIES.indexOf(threshold);
  if (findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= limit)) return 1;
  return unmade.length > 0 ? 2 : 0;
}
