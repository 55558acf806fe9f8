// Something that changes, and those who are told.

export function createStore(first) {
  let held = first;
  const listeners = new Set();
  return {
    get: () => held,
    set(patch) {
      held = { ...held, ...patch };
      for (const listener of [...listeners]) listener(held);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

// What stays on this device between visits, where it may; nothing else depends on it.
export function remembered(name, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(`sovsim.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`sovsim.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
