/**
 * The share of calls that meet all of `seats` busy when `load` erlangs arrive without regard to them (Erlang, 1917).
 *
 * @example
 * erlangB(10, 5.53); // 0.03
 */
export function erlangB(seats: number, load: number): number {
  let blocked = 1;
  for (let seat = 1; seat <= seats; seat += 1) blocked = (load * blocked) / (seat + load * blocked);
  return blocked;
}

/**
 * How busy seats can be, from 0 to 1, when calls are answered at random times and a share `lost` of them may be lost:
 * what a dialer reaches that does not look at its seats.
 *
 * @example
 * erlangUtilisation(10, 0.03); // 0.536
 */
export function erlangUtilisation(seats: number, lost: number): number {
  let low = 0;
  let high = 2 * seats;
  while (high - low > 1e-9 * seats) {
    const load = (low + high) / 2;
    if (erlangB(seats, load) > lost) high = load;
    else low = load;
  }
  return (low * (1 - lost)) / seats;
}
