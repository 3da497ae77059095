import { useEffect, useState } from 'react';

/** The value once it has not changed for `quietMs`, so that not every key press asks the server. */
export function useSettled<Value>(value: Value, quietMs: number): Value {
  const [settled, setSettled] = useState(value);
  // A draft is a new object with every render of an unchanged script: what counts is what stands in it.
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` stands for the value.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [text, quietMs]);
  return settled;
}
