// SPDX-License-Identifier: MIT
// Choices made by numbers that a generator hands out, so that the same numbers make the same sequence.

/** Reads choices off a list of numbers, round and round. */
export class Dice {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** An integer from 0 to `below` - 1. */
  roll(below: number): number {
    const number = this.#numbers[this.#at % this.#numbers.length] ?? 0;
    this.#at += 1;
    return number % below;
  }

  /** One of them. */
  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)]!;
  }

  /** True `times` times in a hundred. */
  percent(times: number): boolean {
    return this.roll(100) < times;
  }

  /** One of the keys, as often as their weights say. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][];
    let left = this.roll(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [key, weight] of entries) {
      if (left < weight) return key;
      left -= weight;
    }
    return entries[0]![0];
  }
}
