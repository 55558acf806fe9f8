// The plain operations of a program that JavaScript has no sign for.
const mn = (a, b) => (a < b ? a : b);
const mx = (a, b) => (a > b ? a : b);
const fn = (a, b) => (a <= b || b !== b ? a : b);
const fx = (a, b) => (a >= b || b !== b ? a : b);
const { abs: ab, floor: fl, trunc: tr, sqrt: rt } = Math;
