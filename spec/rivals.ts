// SPDX-License-Identifier: MIT
// The cell of a scenario's rivals: `mover, loops: D1.s <-> D2.s; server: accept A, accept A`.

/** One rival. */
export interface RivalProgram {
  readonly name: string;
  /** Whether it begins again after its last operation. */
  readonly loops: boolean;
  /** Its operations, with a comma between each two. */
  readonly program: string;
}

/** Each phrase of the cell as the rival that it is; one that is none, such as `none`, as the text that it is. */
export function rivalsIn(cell: string): readonly (RivalProgram | string)[] {
  return cell.split('; ').map((phrase) => {
    const [, name, loops, program] = /^(\w+)(, loops)?: (.*)$/.exec(phrase) ?? [];
    if (name === undefined || program === undefined) return phrase;
    return { name, loops: loops !== undefined, program };
  });
}
