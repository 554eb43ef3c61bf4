// SPDX-License-Identifier: MIT
// The steps: against the model's actions, the operators of the TLA+, the points at which a test parks a task, and what the
// conformance code says of these.
import { Comparing, type Comparison, placeInModel, type Repeaters, shown, untold } from './fact.ts';

function againstModel(repeaters: Repeaters): Comparison {
  const { proposal, models } = repeaters;
  const comparing = new Comparing();
  const actions = new Set(
    models.scenarios.flatMap((scenario) => models.variant('proposed', scenario).model.actions),
  );
  const steps = new Map(proposal.steps.map((step) => [step.action, step]));
  for (const action of new Set([...steps.keys(), ...actions])) {
    const place = placeInModel(repeaters, new RegExp(`\\b${action}\\b`));
    comparing.equal(
      `the step ${action}`,
      {
        file: proposal.file,
        line: steps.get(action)?.line ?? proposal.steps[0]?.line ?? 0,
        says: steps.has(action) ? 'a step' : 'no such step',
      },
      { ...place, says: actions.has(action) ? 'a step' : 'no such step' },
    );
  }
  return comparing.done('steps', 'the model');
}

/** The steps of the call, and those of the specification, which may be a module with a name. */
function againstTla({ proposal, manifest, operators, instanced }: Repeaters): Comparison {
  if (operators.size === 0) return untold('steps', 'the TLA+', `no ${shown(manifest.specFile)}`);
  const comparing = new Comparing();
  const steps = [
    ...proposal.steps.map(({ action, line }) => ({ action, line, operator: operators.get(action) })),
    ...proposal.specification.steps.map(({ step: action, line }) => ({
      ...{ action, line, operator: instanced.get(action) },
    })),
  ];
  for (const { action, line, operator } of steps) {
    comparing.equal(
      `the step ${action}`,
      { file: proposal.file, line, says: 'a step' },
      {
        file: shown(operator?.file ?? manifest.specFile),
        line: operator?.line ?? 0,
        says: operator === undefined ? 'no such operator' : 'a step',
      },
    );
  }
  return comparing.done('steps', 'the TLA+');
}

/** Steps that the document excepts: there the kernel goes on by itself. For example `No task is parked in front of Wake.` */
function unparked({ prose }: Repeaters['proposal']): ReadonlySet<string> {
  const said = /No task is parked in front of ([\w, ]+)/.exec(prose.Steps?.replace(/\s+/g, ' ') ?? '')?.[1];
  return new Set(said?.split(/, | and /).map((action) => action.trim()));
}

/** The steps that the proposal does not share with others: each has a point but those that are excepted, and each point is of one. */
function againstPoints({ proposal, points }: Repeaters): Comparison {
  if (points.length === 0) return untold('steps', 'the points', 'no test-only patch of its own');
  const comparing = new Comparing();
  const prefix = `${proposal.slug}.`;
  const own = proposal.steps.filter(({ id }) => id.startsWith(prefix));
  const named = points.flatMap(({ text, file, line }) => {
    const name = /\bsyspec_point\w*\("([\w.]+)"/.exec(text)?.[1];
    return name?.startsWith(prefix) ? [{ name, file: shown(file), line }] : [];
  });
  for (const { name, file, line } of named) {
    const step = own.find(({ id }) => id === name);
    comparing.equal(
      `the point ${name}`,
      {
        file: proposal.file,
        line: step?.line ?? proposal.steps[0]?.line ?? 0,
        says: step === undefined ? 'no such step' : 'a step',
      },
      { file, line, says: 'a step' },
    );
  }
  const excepted = unparked(proposal);
  for (const { id, action, line } of own) {
    const point = named.find(({ name }) => name === id);
    const other = point ?? { file: shown(points[0]!.file), line: 0 };
    const says = (is: boolean) => (is ? 'a point' : 'no such point');
    comparing.equal(
      `the point of ${action}`,
      { file: proposal.file, line, says: says(!excepted.has(action)) },
      { file: other.file, line: other.line, says: says(point !== undefined) },
    );
  }
  const missing = excepted.size === 0 ? null : `no task is parked in front of ${[...excepted].join(', ')}`;
  return comparing.done('steps', 'the points', missing);
}

/** The points that the conformance code names, its own and those that all share: each is of a step. */
function againstCode({ proposal, conformance }: Repeaters): Comparison[] {
  const comparing = new Comparing();
  const ids = new Set(proposal.steps.map(({ id }) => id));
  const pattern = new RegExp(`(?<![\\w./-])(?:kernel|${proposal.slug})\\.[a-z]\\w*(?![\\w(./])`, 'g');
  let found = 0;
  for (const { text, file, line } of conformance) {
    const quoted = (text.match(/'[^']*'|`[^`]*`/g) ?? []).flatMap((each) => each.match(pattern) ?? []);
    for (const name of quoted) {
      found += 1;
      const says = ids.has(name) ? 'a step' : 'no such step';
      const at = proposal.steps.find(({ id }) => id === name)?.line ?? proposal.steps[0]?.line ?? 0;
      const other = { file: shown(file), line, says: 'a step' };
      comparing.equal(`the point ${name}`, { file: proposal.file, line: at, says }, other);
    }
  }
  return found === 0 ? [] : [comparing.done('steps', 'the conformance code')];
}

/** The names of the steps. */
export const compareSteps = (repeaters: Repeaters): Comparison[] => [
  againstModel(repeaters),
  againstTla(repeaters),
  againstPoints(repeaters),
  ...againstCode(repeaters),
];
