// SPDX-License-Identifier: MIT
// Completion for bash, zsh and fish. A word is completed by what stands before it: the command, its subcommands and options, the values
// of an option or argument that lists them, the slugs of proposals, the names that the proposals have which are already there, else files.
import type { Described, DescribedCommand } from './describe.ts';
import { type Names, namesOfAll } from './names.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Commands and subcommands, each with the words that lead to it. */
function paths(commands: readonly DescribedCommand[], before: readonly string[] = []) {
  return commands.flatMap((command): (readonly [readonly string[], DescribedCommand])[] => {
    const path = [...before, command.name];
    return [[path, command], ...paths(command.commands, path)];
  });
}

/** The words that may follow a command and its options, wherever they stand. */
function wordsOf({ commands, arguments: takes }: DescribedCommand, slugs: readonly string[]): string[] {
  const listed = takes.flatMap(({ name, choices, named, isMany }) => {
    if (/^slug/.test(name)) return isMany ? slugs : [];
    return named === undefined ? choices : [];
  });
  return [...commands.map(({ name }) => name), ...listed];
}

/** What else may follow, by whether a slug stands there: a slug where it is taken once, and then names of its proposal. */
const kindsOf = ({ arguments: takes }: DescribedCommand): string[] =>
  takes.flatMap(({ name, named, isMany }) => {
    if (/^slug/.test(name)) return isMany ? [] : ['slug'];
    return named === undefined ? [] : [named];
  });

/** What is completed by a file's name: an argument or a value that is neither listed nor a proposal. */
const takesFile = ({ commands, arguments: takes }: DescribedCommand): boolean =>
  commands.length === 0 && takes.some(({ name, choices }) => choices.length === 0 && !/^slug/.test(name));

const isValued = ({ takesValue }: Described) => takesValue;

/** The cases of a shell's `switch` over `KIND:SLUG`. */
const casesOf = (names: Names) =>
  Object.entries(names).flatMap(([kind, bySlug]) =>
    Object.entries(bySlug).map(([slug, list]) => ({ pattern: `${kind}:${slug}`, list: list.join(' ') })),
  );

/**
 * `_syspec_names KIND`: the names of the proposals whose slugs stand before the cursor. Where none does, of `slug` all, and of an option
 * (`_syspec_names KIND any`) those of any proposal.
 */
function bashNames(slugs: readonly string[], names: Names): string {
  const cases = casesOf(names).map(
    ({ pattern, list }) => `      ${pattern}) found="$found "${quoted(list)} ;;`,
  );
  const any = Object.keys(names).map(
    (kind) => `      ${kind}:any) found=${quoted(namesOfAll(names, kind).join(' '))} ;;`,
  );
  return `_syspec_names() {
  local word at=0 seen= found=
  for word in "\${COMP_WORDS[@]}"; do
    if [ "$at" -lt "$COMP_CWORD" ]; then
      case " ${slugs.join(' ')} " in *" $word "*) seen=yes ;; esac
      case "$1:$word" in
${[...cases, '      *) ;;'].join('\n')}
      esac
    fi
    at=$((at + 1))
  done
  if [ -z "$seen" ]; then
    case "$1:$2" in
      slug:*) found=${quoted(slugs.join(' '))} ;;
${[...any, '      *) ;;'].join('\n')}
    esac
  fi
  echo "$found"
}`;
}

/** The values of an option, for bash. */
function bashValues({ names, choices, named }: Described): string {
  const list = named === undefined ? quoted(choices.join(' ')) : `"$(_syspec_names ${named} any)"`;
  const from = choices.length === 0 ? '-f' : `-W ${list}`;
  return `        ${names.join('|')}) COMPREPLY=($(compgen ${from} -- "$cur")); return ;;`;
}

function bash(commands: readonly DescribedCommand[], slugs: readonly string[], known: Names): string {
  const cases = paths(commands).map(([path, command]) => {
    const values = command.options.filter(isValued).map(bashValues);
    const kinds = kindsOf(command).map((kind) => ` words="$words $(_syspec_names ${kind})"`);
    const options = command.options.flatMap(({ names }) => names).join(' ');
    return [
      `    ${quoted(path.join(' '))})`,
      ...(values.length === 0 ? [] : ['      case $prev in', ...values, '      esac']),
      `      options=${quoted(options)} words=${quoted(wordsOf(command, slugs).join(' '))} files=${takesFile(command) ? 'yes' : ''}`,
      ...kinds.map((line) => `     ${line}`),
      '      ;;',
    ].join('\n');
  });
  const nested = paths(commands).filter(([path]) => path.length > 1);
  const second = nested.map(([path]) => quoted(path.join(' '))).join('|');
  return `# bash completion of syspec, made by 'syspec completion bash'
${bashNames(slugs, known)}
_syspec() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path options= words= files=
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...commands.map(({ name }) => name), 'help', '--version', '--help'].join(' '))} -- "$cur"))
    return
  fi
  path=\${COMP_WORDS[1]}
  [ "$COMP_CWORD" = 2 ] || case "$path \${COMP_WORDS[2]}" in
    ${second === '' ? "''" : second}) path="$path \${COMP_WORDS[2]}" ;;
  esac
  case $path in
${cases.join('\n')}
  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
    *)
      COMPREPLY=($(compgen -W "$words" -- "$cur"))
      [ -z "$files" ] || COMPREPLY+=($(compgen -f -- "$cur"))
      ;;
  esac
}
complete -o filenames -o bashdefault -F _syspec syspec ./syspec
`;
}

/** zsh runs the completion of bash, which has all that is known. */
function zsh(commands: readonly DescribedCommand[], slugs: readonly string[], known: Names): string {
  return `#compdef syspec
# zsh completion of syspec, made by 'syspec completion zsh'
autoload -Uz compinit bashcompinit
whence compdef >/dev/null || compinit
bashcompinit
${bash(commands, slugs, known)}`;
}

/** The same for fish. */
function fishNames(slugs: readonly string[], names: Names): string {
  const cases = casesOf(names).map(
    ({ pattern, list }) => `            case ${quoted(pattern)}\n                set -a found ${list}`,
  );
  const any = Object.keys(names).map(
    (kind) =>
      `            case ${quoted(`${kind}:any`)}\n                set found ${namesOfAll(names, kind).join(' ')}`,
  );
  return `function __syspec_names
    set -l seen
    set -l found
    for word in (commandline -opc)
        contains -- $word ${slugs.join(' ')}; and set seen yes
        switch "$argv[1]:$word"
${cases.join('\n')}
        end
    end
    if test -z "$seen"
        switch "$argv[1]:$argv[2]"
            case 'slug:*'
                set found ${slugs.join(' ')}
${any.join('\n')}
        end
    end
    string join -- \\n $found
end`;
}

/** The values of an option, or the words of a command, as fish takes them. */
const fishList = (words: readonly string[], kinds: readonly string[], where = ''): string =>
  quoted([...words, ...kinds.map((kind) => `(__syspec_names ${kind}${where})`)].join(' '));

function fish(commands: readonly DescribedCommand[], slugs: readonly string[], known: Names): string {
  const top = commands.map(
    ({ name, what }) => `complete -c syspec -n __fish_use_subcommand -f -a ${name} -d ${quoted(what)}`,
  );
  const rest = paths(commands).flatMap(([path, command]) => {
    const seen = quoted(path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and '));
    const [words, kinds] = [wordsOf(command, slugs), kindsOf(command)];
    return [
      ...(words.length + kinds.length === 0
        ? []
        : [`complete -c syspec -n ${seen} ${takesFile(command) ? '' : '-f '}-a ${fishList(words, kinds)}`]),
      ...command.options.map(({ names, what, takesValue, choices, named }) => {
        const flags = names.map((name) =>
          name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
        );
        const list = named === undefined ? fishList(choices, []) : fishList([], [named], ' any');
        const values = choices.length === 0 ? '' : ` -a ${list}`;
        const value = takesValue ? ` -r${choices.length === 0 ? 'F' : 'f'}${values}` : '';
        return `complete -c syspec -n ${seen} ${flags.join(' ')}${value} -d ${quoted(what)}`;
      }),
    ];
  });
  return [
    `# fish completion of syspec, made by 'syspec completion fish'`,
    fishNames(slugs, known),
    ...top,
    ...rest,
    '',
  ].join('\n');
}

/**
 * The completion of a shell, as that shell reads it.
 * @param names those that the commands have been given by `withNames`
 */
export function completionOf(
  shell: 'bash' | 'zsh' | 'fish',
  commands: readonly DescribedCommand[],
  slugs: readonly string[],
  names: Names = {},
): string {
  return { bash, zsh, fish }[shell](commands, slugs, names);
}
