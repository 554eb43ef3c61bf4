// SPDX-License-Identifier: MIT
// Completion for bash, zsh and fish. A word is completed by what stands before it: the command, its subcommands and options, the values
// of an option or argument that lists them, the slugs of proposals, else files.
import type { Described, DescribedCommand } from './describe.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Commands and subcommands, each with the words that lead to it. */
function paths(commands: readonly DescribedCommand[], before: readonly string[] = []) {
  return commands.flatMap((command): (readonly [readonly string[], DescribedCommand])[] => {
    const path = [...before, command.name];
    return [[path, command], ...paths(command.commands, path)];
  });
}

/** The words that may follow a command and its options. */
function wordsOf(
  { commands, arguments: takes }: DescribedCommand,
  slugs: readonly string[],
): readonly string[] {
  const named = takes.flatMap(({ name, choices }) => (/^slug/.test(name) ? slugs : choices));
  return [...commands.map(({ name }) => name), ...named];
}

/** What is completed by a file's name: an argument or a value that is neither listed nor a proposal. */
const takesFile = ({ commands, arguments: takes }: DescribedCommand): boolean =>
  commands.length === 0 && takes.some(({ name, choices }) => choices.length === 0 && !/^slug/.test(name));

const isValued = ({ takesValue }: Described) => takesValue;

function bash(commands: readonly DescribedCommand[], slugs: readonly string[]): string {
  const cases = paths(commands).map(([path, command]) => {
    const values = command.options.filter(isValued).map(({ names, choices }) => {
      const reply =
        choices.length === 0
          ? 'COMPREPLY=($(compgen -f -- "$cur"))'
          : `COMPREPLY=($(compgen -W ${quoted(choices.join(' '))} -- "$cur"))`;
      return `        ${names.join('|')}) ${reply}; return ;;`;
    });
    const options = command.options.flatMap(({ names }) => names).join(' ');
    return [
      `    ${quoted(path.join(' '))})`,
      ...(values.length === 0 ? [] : ['      case $prev in', ...values, '      esac']),
      `      options=${quoted(options)} words=${quoted(wordsOf(command, slugs).join(' '))} files=${takesFile(command) ? 'yes' : ''} ;;`,
    ].join('\n');
  });
  const nested = paths(commands).filter(([path]) => path.length > 1);
  const second = nested.map(([path]) => quoted(path.join(' '))).join('|');
  return `# bash completion of syspec, made by 'syspec completion bash'
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
function zsh(commands: readonly DescribedCommand[], slugs: readonly string[]): string {
  return `#compdef syspec
# zsh completion of syspec, made by 'syspec completion zsh'
autoload -Uz compinit bashcompinit
whence compdef >/dev/null || compinit
bashcompinit
${bash(commands, slugs)}`;
}

function fish(commands: readonly DescribedCommand[], slugs: readonly string[]): string {
  const top = commands.map(
    ({ name, what }) => `complete -c syspec -n __fish_use_subcommand -f -a ${name} -d ${quoted(what)}`,
  );
  const rest = paths(commands).flatMap(([path, command]) => {
    const seen = quoted(path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and '));
    const words = wordsOf(command, slugs);
    return [
      ...(words.length === 0
        ? []
        : [`complete -c syspec -n ${seen} ${takesFile(command) ? '' : '-f '}-a ${quoted(words.join(' '))}`]),
      ...command.options.map(({ names, what, takesValue, choices }) => {
        const flags = names.map((name) =>
          name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
        );
        const values = choices.length === 0 ? '' : ` -a ${quoted(choices.join(' '))}`;
        const value = takesValue ? ` -r${choices.length === 0 ? 'F' : 'f'}${values}` : '';
        return `complete -c syspec -n ${seen} ${flags.join(' ')}${value} -d ${quoted(what)}`;
      }),
    ];
  });
  return [`# fish completion of syspec, made by 'syspec completion fish'`, ...top, ...rest, ''].join('\n');
}

/** The completion of a shell, as that shell reads it. */
export function completionOf(
  shell: 'bash' | 'zsh' | 'fish',
  commands: readonly DescribedCommand[],
  slugs: readonly string[],
): string {
  return { bash, zsh, fish }[shell](commands, slugs);
}
