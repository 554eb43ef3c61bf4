// SPDX-License-Identifier: MIT
// One edit of a valid document at a time, and exactly what is said about it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { formatProblem } from './problem.ts';
import { tryProposalText } from './read.ts';

const VALID = readFileSync(inRoot('spec/fixtures/valid.md'), 'utf8');

type Edit = readonly [kind: string, from: string | RegExp, to: string, problems: readonly string[]];

/** Problems without `valid.md:`. */
const EDITS: readonly Edit[] = [
  [
    'no title',
    '# valid: take a token once\n',
    'valid\n',
    [
      "1: there is no title; expected '# valid: ' and what it does, in a few words; begin the document with it",
    ],
  ],
  [
    'a title without the slug',
    '# valid: take',
    '# Valid takes',
    [
      "2: the title is 'Valid takes a token once'; expected '# valid: ' and what it does, in a few words; begin the document with it",
    ],
  ],
  [
    'a table of fields without a field',
    /\| format[\s\S]*?(?=\n## M)/,
    '',
    [
      "2: the field 'format' is missing; expected '2', the only format of this version; add it",
      "2: the field 'slug' is missing; expected some text; add it",
      "2: the field 'kind' is missing; expected 'new-syscall', 'changed-syscall', 'operation' or 'file-type'; add it",
      "2: the field 'base' is missing; expected a release, as 'Linux 6.12', or more, as 'Linux 6.12 and 7.3'; add it",
      "2: the field 'probe' is missing; expected calls separated by '; ', the last one with its answer, as 'pipe2(out, 0); sendto(1, \"x\", 1, 0, 0, 0) = ENOTSOCK'; add it",
    ],
  ],
  [
    'no table of fields',
    '| field | value |',
    '| field | values |',
    ['4: the table has the header | field | values |; expected | field | value |; correct the columns'],
  ],
  [
    'a field twice',
    '| number | 500 |',
    '| base | Linux 6.12 |\n| number | 500 |',
    [
      "11: the field 'base' is there twice; expected each of format, slug, kind, number, calls, base, probe once; correct or remove the row",
    ],
  ],
  [
    'an unknown field',
    ' = ENOSYS` |',
    ' = ENOSYS` |\n| author | me |',
    [
      "12: there is no field 'author'; expected each of format, slug, kind, number, calls, base, probe once; correct or remove the row",
    ],
  ],
  [
    'a missing field',
    '| probe | `valid(-1, 0) = ENOSYS` |\n',
    '',
    [
      "2: the field 'probe' is missing; expected calls separated by '; ', the last one with its answer, as 'pipe2(out, 0); sendto(1, \"x\", 1, 0, 0, 0) = ENOTSOCK'; add it",
    ],
  ],
  [
    'an unknown format',
    '| format | 2 |',
    '| format | 1 |',
    ["6: the field 'format' says '1'; expected '2', the only format of this version; correct it"],
  ],
  [
    'an unknown kind',
    'new-syscall',
    'new-ioctl',
    [
      "8: the field 'kind' says 'new-ioctl'; expected 'new-syscall', 'changed-syscall', 'operation' or 'file-type'; correct it",
    ],
  ],
  [
    'a system call without a number',
    '| number | 500 |\n',
    '',
    [
      "2: the new system call has no number; expected a row 'number', or 'calls' with a number; take a number that no other proposal has",
    ],
  ],
  [
    'a bad number',
    '| 500 |',
    '| 0x1f4 |',
    ["9: the field 'number' says '0x1f4'; expected the number of a system call, or no such row; correct it"],
  ],
  [
    'a base twice',
    '| base | Linux 6.12 |',
    '| base | Linux 6.12 and 6.12 |',
    ["10: the field 'base' says 'Linux 6.12 and 6.12'; expected each release once; correct it"],
  ],
  [
    'steps of one base only',
    '| base | Linux 6.12 |',
    '| base | Linux 6.12 and 7.3 |',
    [
      '68: the table has the header | step | action | kernel function, Linux 6.12 | atomic because | sleepable | repeats | visible after |; expected | step | action | kernel function, Linux 6.12 and 7.3 | atomic because | sleepable | repeats | visible after |; correct the columns',
    ],
  ],
  [
    'a bad base',
    '| base | Linux 6.12 |',
    '| base | 6.12 |',
    [
      "10: the field 'base' says '6.12'; expected a release, as 'Linux 6.12', or more, as 'Linux 6.12 and 7.3'; correct it",
    ],
  ],
  [
    'an unknown errno in the probe',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1, 0) = ENOTHERE',
    [
      "11: the field 'probe' says 'valid(-1, 0) = ENOTHERE'; expected the name of an errno of Linux 6.12 as the answer; correct it",
    ],
  ],
  [
    'a probe without a call',
    '`valid(-1, 0) = ENOSYS`',
    'ENOSYS',
    [
      "11: the field 'probe' says 'ENOSYS'; expected calls separated by '; ', the last one with its answer, as 'pipe2(out, 0); sendto(1, \"x\", 1, 0, 0, 0) = ENOTSOCK'; correct it",
    ],
  ],
  [
    'a probe without an answer',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1, 0)',
    [
      "11: the field 'probe' says 'valid(-1, 0)'; expected calls separated by '; ', the last one with its answer, as 'pipe2(out, 0); sendto(1, \"x\", 1, 0, 0, 0) = ENOTSOCK'; correct it",
    ],
  ],
  [
    'a probe with an answer before its end',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1, 0) = ENOSYS; valid(1, 0) = EINVAL',
    [
      "11: the field 'probe' says 'valid(-1, 0) = ENOSYS; valid(1, 0) = EINVAL'; expected an answer of the last call alone; correct it",
    ],
  ],
  [
    'a probe with a name that nothing has',
    '`valid(-1, 0) = ENOSYS`',
    'valid(fd, 0) = ENOSYS',
    [
      "11: the field 'probe' says 'valid(fd, 0) = ENOSYS'; expected an argument that is a number, a constant, \"text\", out, or the result of a call before, not 'fd'; correct it",
    ],
  ],
  [
    'a probe with too many arguments',
    '`valid(-1, 0) = ENOSYS`',
    'valid(1, 2, 3, 4, 5, 6, 7) = ENOSYS',
    [
      "11: the field 'probe' says 'valid(1, 2, 3, 4, 5, 6, 7) = ENOSYS'; expected six arguments of valid at most; correct it",
    ],
  ],
  [
    'a probe with another number of arguments than is declared',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1) = ENOSYS',
    ['11: the probe calls valid with 1 arguments; expected 2, as it is declared; correct one of the two'],
  ],
  [
    'a probe with a constant that nobody knows',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1, TK_OTHER) = ENOSYS',
    [
      '11: the probe names the constant TK_OTHER, which is unknown; expected a flag of the proposal, or a constant of spec/uapi.ts; correct it, or add it there',
    ],
  ],
  [
    'a probe of another call',
    '`valid(-1, 0) = ENOSYS`',
    'close(-1) = EBADF',
    [
      '11: the probe ends in close, which is not of the proposal; expected one of valid at its end; correct it',
    ],
  ],
  [
    'a probe of a new call that is there',
    '`valid(-1, 0) = ENOSYS`',
    'valid(-1, 0) = EINVAL',
    ['11: the probe expects EINVAL; expected ENOSYS, as of any call that is not there; correct it'],
  ],
  [
    'a probe of a changed call that is not there',
    '| number | 500 |',
    '| calls | valid, token_new 501 |',
    [
      '11: the probe expects ENOSYS of valid, which every kernel has; expected what a kernel without the change answers, or the number of a new call; correct it',
    ],
  ],
  [
    'a new call without a prototype',
    '| number | 500 |',
    '| calls | valid 500, token_new 501 |',
    ['22: no prototype is of token_new; expected a declaration of token_new; add it'],
  ],
  [
    'calls beside a number',
    '| number | 500 |',
    '| number | 500 |\n| calls | valid 500 |',
    ["9: there are both 'number' and 'calls'; expected one of them; name all calls in the second"],
  ],
  [
    'a call twice',
    '| number | 500 |',
    '| calls | valid 500, valid |',
    ['9: valid is there twice; expected each once; correct one of them'],
  ],
  [
    'a number twice',
    '| number | 500 |',
    '| calls | valid 500, other 500 |',
    ['9: 500 is there twice; expected each once; correct one of them'],
  ],
  [
    'a bad list of calls',
    '| number | 500 |',
    '| calls | valid=500 |',
    [
      "9: the field 'calls' says 'valid=500'; expected calls as 'mm_open 501, mmap': a new one with its number; correct it",
    ],
  ],
  [
    'a change of no call',
    '| kind | new-syscall |\n| number | 500 |',
    '| kind | operation |',
    [
      "2: it is not said which system call is changed; expected a row 'calls'; name it, as | calls | sendto |",
    ],
  ],
  [
    "a slug that is not the file's",
    '| slug | valid |',
    '| slug | valide |',
    [
      "7: the slug is 'valide' and the file valid.md; expected a slug in lower-case snake_case that is also the name of the file; rename one of them",
    ],
  ],
  [
    'a missing section',
    /## Races[\s\S]*?(?=## Claims)/,
    '',
    [
      "106: there is no section Races; expected '## Races' here; write it; spec/template.md shows what it holds",
    ],
  ],
  [
    'a section out of order',
    /(## Motivation\n[^#]*)(## Interface\n[\s\S]*?)(?=## Flags)/,
    '$2$1',
    [
      '23: the section Motivation stands after Interface; expected the order Motivation, Interface, Flags, Rules, Errors, State, Steps, Specification, Variants, Scenarios, Races, Claims, Alternatives, Ambiguities; move the section',
    ],
  ],
  [
    'an unknown section',
    '## Races\n',
    '## Notes\n\n## Races\n',
    [
      "106: the section 'Notes' is not one of format 2; expected one of Motivation, Interface, Flags, Rules, Errors, State, Steps, Specification, Variants, Scenarios, Races, Claims, Alternatives, Ambiguities; rename it, or make it a part of a section",
    ],
  ],
  [
    'a section twice',
    '## Variants\n',
    '## State\n\n## Variants\n',
    ['90: there is a second section State; expected each section once; join it to the one in line 52'],
  ],
  [
    'an empty motivation',
    'Two tasks that both look at a token and then take it both believe that they have it.\n',
    '',
    [
      '13: the motivation is empty; expected at least a paragraph; say who loses what today, and why what there is does not help',
    ],
  ],
  [
    'no prototype',
    'int valid(int fd, unsigned int flags);',
    'struct token;',
    [
      '17: the interface has no prototype; expected a block of C (```c) that declares a function; write the headers and the prototype, as in a man page',
    ],
  ],
  [
    'no C code',
    '```c',
    '```',
    [
      '17: the interface has no prototype; expected a block of C (```c) that declares a function; write the headers and the prototype, as in a man page',
    ],
  ],
  [
    'a flag that is no constant',
    '| TK_TRY | 0x1',
    '| try | 0x1',
    ["33: the column 'flag' says 'try'; expected a C constant, as 'AT_EMPTY_PATH'; correct it"],
  ],
  [
    'a bad flag value',
    '0x1 |',
    'one |',
    ["33: the column 'value' says 'one'; expected a C constant, as '0x100'; correct it"],
  ],
  [
    'a duplicate flag',
    '| TK_TRY | 0x1 | do not wait for the token | R2 |',
    '| TK_TRY | 0x1 | do not wait for the token | R2 |\n| TK_TRY | 0x2 | x | R2 |',
    ['34: there is a second flag TK_TRY; expected each once; rename it, or the one in line 33'],
  ],
  [
    'an unknown flag in a rule',
    'Under TK_TRY',
    'Under TK_TYR',
    [
      '39: the flag TK_TYR is unknown; expected one of TK_TRY; correct it, add it to the table of flags, or say below that table that it is no flag',
    ],
  ],
  [
    'an unknown flag in an error',
    'and TK_TRY is',
    'and TK_NOWAIT is',
    [
      '50: the flag TK_NOWAIT is unknown; expected one of TK_TRY; correct it, add it to the table of flags, or say below that table that it is no flag',
    ],
  ],
  [
    'a flag of no rule',
    'do not wait for the token | R2',
    'do not wait for the token | R9',
    [
      '33: there is no R9; expected an id of this document; correct the reference, or write what it refers to',
    ],
  ],
  [
    'a duplicate rule',
    '**R3** The',
    '**R2** The',
    ['40: there is a second rule R2; expected each once; rename it, or the one in line 39'],
  ],
  [
    'rules out of order',
    /(- \*\*R1[\s\S]*?)(- \*\*R2.*\n)/,
    '$2$1',
    ['38: R1 stands after R2; expected ids in ascending order; move it'],
  ],
  [
    'a rule without an id',
    '- **R3** The',
    '- The',
    [
      "40: this is no rule; expected list items of the form '- **R1** text'; give each rule a list item and an id",
    ],
  ],
  [
    'a rule without its bullet',
    '- **R2** Under',
    '**R2** Under',
    [
      "37: R1 runs into another rule; expected list items of the form '- **R1** text'; give each rule a list item and an id",
    ],
  ],
  [
    'a rule without a reason',
    'untested: the model has no log',
    'untested:',
    [
      "40: R3 is untested without a reason; expected the reason after 'untested:'; write why nothing here tests it, and what does",
    ],
  ],
  [
    'a rule nobody cites',
    '  untested: the model has no log\n',
    '',
    [
      "40: nothing cites R3; expected a flag, an error or a claim that cites it, or 'untested:' and a reason; cite the rule, or say why nothing tests it",
    ],
  ],
  [
    'an excuse for a claimed rule',
    '- Rules: R1, R2',
    '- Rules: R1, R3',
    [
      "40: R3 is untested, and C1 claims it; expected either a claim or 'untested:'; remove the excuse, or the rule from the claim",
    ],
  ],
  [
    'an unknown rule in a sentence',
    'R1 promises',
    'R8 promises',
    [
      '178: there is no R8; expected an id of this document; correct the reference, or write what it refers to',
    ],
  ],
  [
    'an unknown claim in a sentence',
    'so C1 fails',
    'so C9 fails',
    [
      '172: there is no C9; expected an id of this document; correct the reference, or write what it refers to',
    ],
  ],
  [
    'no rules',
    /- \*\*R1\*\*[\s\S]*?(?=## Errors)/,
    '',
    [
      "35: there are no rules; expected a list with items of the form '- **R1** text'; write each rule as one sentence that a test can refute",
    ],
  ],
  [
    'a duplicate error',
    '| E2 | EAGAIN',
    '| E1 | EAGAIN',
    ['50: there is a second error E1; expected each once; rename it, or the one in line 49'],
  ],
  [
    'an error out of order',
    '| E2 | EAGAIN',
    '| E3 | EAGAIN',
    [
      '50: E3 is out of order; expected E2 or E1a; number the errors from E1 in the order in which they are checked',
    ],
  ],
  [
    'an unknown errno',
    '| EBADF |',
    '| EBADFD2 |',
    ["49: the column 'errno' says 'EBADFD2'; expected the name of an errno of Linux 6.12; correct it"],
  ],
  [
    'a letter without the one before it',
    '| E2 | EAGAIN',
    '| E1b | EAGAIN',
    [
      '50: E1b is out of order; expected E2 or E1a; number the errors from E1 in the order in which they are checked',
    ],
  ],
  [
    'an error of a kernel that is no base',
    '`fd` is not open | R1 |',
    'Linux 7.3: `fd` is not open | R1 |',
    [
      "49: E1 is an error of Linux 7.3; expected one of the field 'base': 6.12; correct it, or add the release to the field",
    ],
  ],
  [
    'an error of no rule',
    '`fd` is not open | R1 |',
    '`fd` is not open | R5 |',
    [
      '49: there is no R5; expected an id of this document; correct the reference, or write what it refers to',
    ],
  ],
  [
    'an error of an ill-formed rule',
    '`fd` is not open | R1 |',
    '`fd` is not open | 1 |',
    ["49: the column 'rule' says '1'; expected the id of a rule, as 'R1'; correct it"],
  ],
  [
    'a row with too few cells',
    '| E1 | EBADF | `fd` is not open | R1 |',
    '| E1 | EBADF | R1 |',
    [
      '49: the row has 3 cells; expected 4 cells, with a bar before and after each; complete the row; write a bar inside a cell as \\|',
    ],
  ],
  [
    'a row with too many cells',
    '`fd` is not open',
    '`fd | 1` is not open',
    [
      '49: the row has 5 cells; expected 4 cells, with a bar before and after each; complete the row; write a bar inside a cell as \\|',
    ],
  ],
  [
    'a row that is not closed',
    '`fd` is not open | R1 |',
    '`fd` is not open | R1',
    [
      '49: the row is not closed; expected 4 cells, with a bar before and after each; complete the row; write a bar inside a cell as \\|',
    ],
  ],
  [
    'text in a table',
    'not open | R1 |\n',
    'not open | R1 |\nor closed\n',
    [
      '50: the row is not closed; expected 4 cells, with a bar before and after each; complete the row; write a bar inside a cell as \\|',
    ],
  ],
  [
    'an empty cell',
    '`fd` is not open',
    '  ',
    ["49: the column 'when' is empty; expected some text; correct it"],
  ],
  [
    'an empty line in a table',
    '| E2 | EAGAIN',
    '\n| E2 | EAGAIN',
    [
      '51: these rows belong to no table; expected a header, a separator with as many cells, and no empty line between rows; mend the table',
    ],
  ],
  [
    'a table without a header',
    '| id | errno | when | rule |\n',
    '',
    [
      '47: these rows belong to no table; expected a header, a separator with as many cells, and no empty line between rows; mend the table',
    ],
  ],
  [
    'a table without a separator',
    '| id | errno | when | rule |\n| --- | --- | --- | --- |\n',
    '| id | errno | when | rule |\n| --- | --- | --- |\n',
    [
      '47: these rows belong to no table; expected a header, a separator with as many cells, and no empty line between rows; mend the table',
    ],
  ],
  [
    'a wrong header',
    '| id | errno | when | rule |',
    '| id | errno | rule | when |',
    [
      '47: the table has the header | id | errno | rule | when |; expected | id | errno | when | rule |; correct the columns',
    ],
  ],
  [
    'a table without rows',
    '| look, then take | two callers | both have it | C1, C2 |\n',
    '',
    ["106: the table in 'Races' has no rows; expected at least one row; fill in the table"],
  ],
  [
    'no table',
    /\| race [\s\S]*?(?=## Claims)/,
    '',
    [
      "106: there is no table in 'Races'; expected a table with the header | race | who against whom | today | claim |; add the table",
    ],
  ],
  [
    'a second table',
    'Bounds:',
    '| a | b |\n| --- | --- |\n\nBounds:',
    [
      "104: there is a second table in 'Scenarios'; expected one table; join them, or write this one as a list",
    ],
  ],
  [
    'a duplicate state variable',
    '| pc | [Caller',
    '| owner | [Caller',
    ['57: there is a second state variable owner; expected each once; rename it, or the one in line 56'],
  ],
  [
    'a state variable that is no identifier',
    '| pc | [Caller',
    '| p-c | [Caller',
    ["57: the column 'variable' says 'p-c'; expected an identifier, as TLA+ and C have them; correct it"],
  ],
  [
    'a step of another slug',
    'valid.take',
    'other.take',
    [
      "71: the column 'step' says 'other.take'; expected 'kernel.' or 'valid.' and a name in lower-case snake_case; correct it",
    ],
  ],
  [
    'a step that is not snake_case',
    'valid.take',
    'valid.takeIt',
    [
      "71: the column 'step' says 'valid.takeIt'; expected 'kernel.' or 'valid.' and a name in lower-case snake_case; correct it",
      "71: the column 'action' says 'Take'; expected 'TakeIt', the step's name in CamelCase; correct it",
    ],
  ],
  [
    "an action that is not its step's name",
    '| Take |',
    '| take |',
    ["71: the column 'action' says 'take'; expected 'Take', the step's name in CamelCase; correct it"],
  ],
  [
    'a duplicate step',
    '| kernel.sys_enter | SysEnter',
    '| valid.take | Take',
    ['71: there is a second step of the action Take; expected each once; rename it, or the one in line 70'],
  ],
  [
    'an action of two steps',
    'kernel.sys_enter | SysEnter',
    'kernel.take | Take',
    ['71: there is a second step of the action Take; expected each once; rename it, or the one in line 70'],
  ],
  [
    'a step that may sleep perhaps',
    '| yes | yes |',
    '| maybe | yes |',
    ["71: the column 'sleepable' says 'maybe'; expected 'yes' or 'no'; correct it"],
  ],
  [
    'an unknown state variable',
    '| owner, pc |',
    '| owner, pcs |',
    [
      "71: the state variable pcs is unknown; expected 'nothing', or some of owner, pc, task, tries; correct it, or add it to the state",
    ],
  ],
  [
    'a step without a definition',
    '**Take(p)**',
    'Take',
    [
      "71: nothing says what Take does; expected text that begins with '**Take(p)**' below the table; say when the step is enabled and what it changes",
    ],
  ],
  [
    'another kernel in the header',
    'function, Linux 6.12 |',
    'function, Linux 6.11 |',
    [
      '68: the table has the header | step | action | kernel function, Linux 6.11 | atomic because | sleepable | repeats | visible after |; expected | step | action | kernel function, Linux 6.12 | atomic because | sleepable | repeats | visible after |; correct the columns',
    ],
  ],
  [
    'a duplicate variant',
    '| today-look | look, take | two calls |',
    '| proposed | look, take | two calls |',
    ['95: there is a second variant proposed; expected each once; rename it, or the one in line 94'],
  ],
  [
    'a variant without a program',
    '| proposed | valid |',
    '| proposed | |',
    ["95: the column 'program' is empty; expected the program's calls, separated by ', '; correct it"],
  ],
  [
    'a variant of an unknown sort',
    '| today-look | look',
    '| look | look',
    [
      "94: the column 'variant' says 'look'; expected 'today-' and a name, 'naive', or 'proposed'; correct it",
    ],
  ],
  [
    'a duplicate scenario',
    '| crowd | three',
    '| pair | three',
    ['102: there is a second scenario pair; expected each once; rename it, or the one in line 101'],
  ],
  [
    'a scenario of no claim',
    '| crowd | three callers | thief, loops: take |',
    '| crowd | three callers | thief, loops: take |\n| queue | one | none |',
    [
      "103: no claim is judged in the scenario 'queue'; expected each scenario in some claim's 'in' list; judge a claim in it, or remove it",
    ],
  ],
  [
    'no bounds',
    'Bounds: three callers, one token.\n',
    '',
    [
      "97: the scenarios have no bounds; expected a paragraph that begins with 'Bounds:'; say how many of each there are: a verdict is only worth what it was bounded by",
    ],
  ],
  [
    'a race without a claim',
    '| both have it | C1, C2 |',
    '| both have it | none |',
    ["110: the column 'claim' says 'none'; expected claims as 'C1, C2'; correct it"],
  ],
  [
    'a race of an unknown claim',
    '| both have it | C1, C2 |',
    '| both have it | C1, C7 |',
    ['110: there is no claim C7; expected some of C1, C2, N1; correct the reference, or write the claim'],
  ],
  [
    "a claim's heading without an id",
    '### C1: one',
    '### One',
    [
      "120: 'One caller has the token' is no heading of a claim; expected '### C1: what is promised', '### N1: what is not', or '### S: ' for the refinement; correct the heading",
    ],
  ],
  [
    'a duplicate claim',
    '### C2: a caller',
    '### C1: a caller',
    ['140: there is a second claim C1; expected each once; rename it, or the one in line 120'],
  ],
  [
    'a claim without rules',
    '- Rules: R1, R2\n',
    '',
    ["120: the item 'Rules' is missing; expected rules as 'R1, R2'; add it"],
  ],
  [
    'an unknown rule in a claim',
    '- Rules: R1, R2',
    '- Rules: R1, R2, R6',
    [
      '120: there is no R6; expected an id of this document; correct the reference, or write what it refers to',
    ],
  ],
  [
    'an unknown field in a claim',
    '- Progress: some',
    '- Reached: yes\n- Progress: some',
    [
      "124: 'Reached: yes' is no field of a claim; expected items '- Field: value' with each of Rules, Safety, Progress, Liveness, Fairness, Without fairness, Safety in, Progress in, Liveness in, Broken by, Violation at most once; correct or remove the item",
    ],
  ],
  [
    'a field of a claim twice',
    '- Progress: some',
    '- Safety: again\n- Progress: some',
    [
      "124: the field 'Safety' is there twice; expected items '- Field: value' with each of Rules, Safety, Progress, Liveness, Fairness, Without fairness, Safety in, Progress in, Liveness in, Broken by, Violation at most once; correct or remove the item",
    ],
  ],
  [
    'a claim without a progress twin',
    /- Progress: some[^-]*(- Safety in: pair, crowd\n)- Progress in: pair\n/,
    '$1',
    [
      "120: C1 has no progress twin; expected 'Progress' beside 'Safety'; say what must be reached: a call that always fails satisfies every safety part",
    ],
  ],
  [
    'a part without scenarios',
    '- Safety in: pair, crowd\n',
    '',
    [
      "120: C1 has no 'Safety in'; expected 'Safety' and 'Safety in' together; state the part, and where it is judged",
    ],
  ],
  [
    'scenarios of no part',
    '- Fairness: weak, for each caller.\n- Liveness in: crowd',
    '- Fairness: weak, for each caller.\n- Liveness in: crowd\n- Safety in: crowd',
    [
      "158: N1 has no 'Safety'; expected 'Safety' and 'Safety in' together; state the part, and where it is judged",
    ],
  ],
  [
    'liveness without fairness',
    '- Fairness: weak, for each caller.\n- Liveness in',
    '- Liveness in',
    [
      "158: N1 has only one of 'Liveness' and 'Fairness'; expected both or neither; state what the liveness part assumes",
    ],
  ],
  [
    'an N with safety',
    '### C1: one',
    '### N2: one',
    [
      "120: N2 is not a liveness property alone; expected 'Liveness', and neither 'Safety' nor 'Progress', in a claim with an N; give a promise a C; an N names what is not promised",
    ],
  ],
  [
    'a C with liveness alone',
    '### N1: not',
    '### C3: not',
    [
      "158: C3 promises nothing; expected 'Safety' in a claim with a C, and in S; say what holds in every reachable state, or give the claim an N",
      "158: C3 has 'Liveness' and no 'Without fairness'; expected 'Without fairness: violated' beside 'Liveness' in a claim with a C; add the item: a check shows that the fairness is needed",
    ],
  ],
  [
    'a claim in an unknown scenario',
    '- Safety in: pair, crowd',
    '- Safety in: pair, crowd, mob',
    [
      "120: C1 is judged in an unknown scenario 'mob'; expected some of pair, crowd; correct the name, or add the scenario",
    ],
  ],
  [
    'a scenario of a claim twice',
    '- Safety in: pair, crowd',
    '- Safety in: pair, pair',
    ["126: the item 'Safety in' says 'pair, pair'; expected each name once; correct it"],
  ],
  [
    'a claim that nothing breaks',
    '| today-look | violated in crowd | holds |',
    '| today-look | holds | holds |',
    [
      "120: nothing is expected to break the safety of C1; expected a variant that violates it, or 'Broken by' and a mutant; say what breaks it: a check that cannot fail shows nothing",
    ],
  ],
  [
    'a non-property that nothing violates',
    '| proposed | violated in crowd |',
    '| proposed | holds |',
    [
      '158: nothing is expected to break the liveness of N1; expected a variant that violates it; say what breaks it: a check that cannot fail shows nothing',
    ],
  ],
  [
    'a promise that the proposal breaks',
    '| proposed | holds | holds |',
    '| proposed | violated in pair | holds |',
    [
      "138: the safety of C1 is violated in the variant proposed; expected 'holds': it is what a reader is promised; mend the interface, or give the claim an N",
    ],
  ],
  [
    'a claim without a table',
    '| variant | liveness |\n| --- | --- |\n| today-look | holds |\n| proposed | violated in crowd |\n',
    '',
    [
      "158: there is no table in 'N1'; expected a table with the header | variant | liveness |; add the table",
    ],
  ],
  [
    'a claim without a row for a variant',
    '| today-look | holds | violated in pair | violated in crowd |\n',
    '',
    [
      '140: C2 has no verdict for the variant today-look; expected a row for each variant; say what is expected of it',
    ],
  ],
  [
    'a verdict for an unknown variant',
    '| today-look | violated in crowd | holds |',
    '| today-look | violated in crowd | holds |\n| naive | holds | holds |',
    [
      "138: C1 has a verdict for an unknown variant 'naive'; expected one of today-look, proposed; correct the name, or add the variant",
    ],
  ],
  [
    'a variant twice in a claim',
    '| today-look | violated in crowd | holds |',
    '| today-look | violated in crowd | holds |\n| today-look | holds | holds |',
    [
      '138: the variant today-look is there twice; expected one row for each variant; remove this one or that in line 137',
    ],
  ],
  [
    'a bad verdict',
    '| today-look | violated in crowd |',
    '| today-look | violated |',
    [
      "137: the column 'safety' says 'violated'; expected 'holds', or 'violated in' and scenarios separated by ', '; correct it",
    ],
  ],
  [
    'a verdict in an unknown scenario',
    '| today-look | violated in crowd |',
    '| today-look | violated in mob |',
    [
      "137: the safety of C1 is not judged in 'mob'; expected some of pair, crowd; correct the verdict, or the claim's list of scenarios",
    ],
  ],
  [
    'a verdict in a scenario of another part',
    '| today-look | violated in crowd | holds |',
    '| today-look | violated in crowd | violated in crowd |',
    [
      "137: the progress of C1 is not judged in 'crowd'; expected some of pair; correct the verdict, or the claim's list of scenarios",
    ],
  ],
  [
    'a column for a part that the claim lacks',
    '| variant | safety | progress |\n| --- | --- | --- |',
    '| variant | safety | progress | liveness |\n| --- | --- | --- | --- |',
    [
      '135: the table has the header | variant | safety | progress | liveness |; expected | variant | safety | progress |; correct the columns',
    ],
  ],
  [
    'no variant proposed',
    /\| proposed \|.*\n/g,
    '',
    [
      "94: there is no variant proposed; expected a row 'proposed'; add the interface as proposed",
      '155: nothing is expected to break the liveness of N1; expected a variant that violates it; say what breaks it: a check that cannot fail shows nothing',
    ],
  ],
  [
    'a duplicate alternative',
    '- **A lock in user space.**',
    '- **A lock in user space.** No.\n- **A lock in user space.**',
    [
      '173: there is a second alternative A lock in user space; expected each once; rename it, or the one in line 172',
    ],
  ],
  [
    'an alternative without a name',
    '- **A lock in user space.**',
    '-',
    [
      "172: this is no alternative; expected a list with items of the form '- **name.** text'; name each way there is today, and say what it lacks",
    ],
  ],
  [
    'a duplicate ambiguity',
    '| A2 | May',
    '| A1 | May',
    ['179: there is a second ambiguity A1; expected each once; rename it, or the one in line 178'],
  ],
  [
    'an ambiguity with an unknown answer',
    '| any | the second |',
    '| any | both |',
    ["178: the column 'taken' says 'both'; expected 'the first' or 'the second'; correct it"],
  ],
  [
    'what is still to be written',
    'the model has no log',
    'FILL IN: why',
    ["41: this is still to be written; expected why; write it, and remove 'FILL IN:'"],
  ],
  ['a NUL', 'take a token', 'take a \0 token', ['2: byte 54 is NUL; expected text; remove the byte']],
  [
    'a last line that has no end',
    /\n$/,
    '',
    [
      '179: the last line has no end; expected a newline at the end of the file; see whether the document was cut short, and end its last line',
    ],
  ],
  [
    'fairness denied without liveness',
    '- Progress in: pair\n',
    '- Progress in: pair\n- Without fairness: violated\n',
    [
      "120: C1 has 'Without fairness' and no liveness part; expected 'Without fairness' only beside 'Liveness'; remove the item, or state the part",
    ],
  ],
  [
    'no claims',
    /### C1[\s\S]*(?=## Alternatives)/,
    '',
    ["112: there are no claims; expected headings of the form '### C1: what is promised'; claim something"],
  ],
  [
    'liveness of a promise that is not said to need its fairness',
    '- Without fairness: violated\n',
    '',
    [
      "140: C2 has 'Liveness' and no 'Without fairness'; expected 'Without fairness: violated' beside 'Liveness' in a claim with a C; add the item: a check shows that the fairness is needed",
    ],
  ],
  [
    'fairness denied to what is not promised',
    '- Fairness: weak, for each caller.\n- Liveness in: crowd',
    '- Fairness: weak, for each caller.\n- Without fairness: violated\n- Liveness in: crowd',
    [
      "158: N1 has 'Without fairness' and promises nothing; expected 'Without fairness' only in a claim with a C; remove the item: fairness only makes what is not promised harder to violate",
    ],
  ],
  [
    'no section Claims',
    /## Claims[\s\S]*(?=## Alternatives)/,
    '',
    [
      "112: there is no section Claims; expected '## Claims' here; write it; spec/template.md shows what it holds",
    ],
  ],
  [
    'no heading of the section Claims',
    '## Claims\n',
    '',
    [
      "169: there is no section Claims; expected '## Claims' here; write it; spec/template.md shows what it holds",
      "134: there is a second table in 'Races'; expected one table; join them, or write this one as a list",
    ],
  ],
  [
    'no alternatives',
    '- **A lock in user space.**',
    '**A lock in user space.**',
    [
      "170: there are no alternatives; expected a list with items of the form '- **name.** text'; name each way there is today, and say what it lacks",
    ],
  ],
];

test('the document that is edited is valid', () => {
  expect(tryProposalText(VALID, 'valid.md')).toMatchObject({ ok: true });
});

test.each(EDITS)('%s', (_, from, to, problems) => {
  const edited = VALID.replace(from, to);
  expect(edited).not.toBe(VALID);
  const reading = tryProposalText(edited, 'valid.md');
  expect(reading.ok ? [] : reading.problems.map(formatProblem)).toEqual(
    problems.map((problem) => `valid.md:${problem}`),
  );
});

test('each kind is tried once', () => {
  expect(new Set(EDITS.map(([kind]) => kind)).size).toBe(EDITS.length);
});
