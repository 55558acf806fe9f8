// The terms of a change as a list: what moved it, by how much, what that rests on, and what the
// model itself calls it.

import { claimList } from "../core/claims.js";
import { h } from "../core/dom.js";
import { signed } from "../core/numbers.js";
import { tongueOf } from "../core/tongue.js";

const SMALL = 0.001; // smaller terms are told to more digits

//   terms: of `movementsOf`; coded: whether they move a code, whose size says nothing
export function termList(terms, coded, content) {
  return h("ul", { class: "term-list" }, terms.map(({ label, value, why, claims, rule, term }) => h("li", {},
    h("span", { class: "term" }, label),
    coded ? null : [" ", h("b", { class: "amount" }, signed(value, Math.abs(value) < SMALL ? 5 : 3))],
    why ? h("span", { class: "small", lang: tongueOf(why) }, ` ${why}`) : null,
    h("code", { class: "key" }, `${rule}: ${term}`), claimList(claims, content))));
}

// The same terms as a picture takes them, claims as the ledger writes them.
export const barsOfTerms = (terms) => terms.map(({ label, value, claims }) =>
  ({ label, value, claims: claims.map(([id, link]) => `${id}:${link}`).join("; ") }));
