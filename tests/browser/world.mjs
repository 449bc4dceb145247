// Draws feeds/static/world.svg from Natural Earth (public domain), as packed by the npm package world-atlas.
// Run by hand when the outline should change: npm i world-atlas topojson-client topojson-simplify; node world.mjs > world.svg
// Web Mercator, one unit a degree of longitude, 0..360 across; the same sums stand in feeds/maps.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { mesh, feature } = require("topojson-client");
const { presimplify, simplify } = require("topojson-simplify");

const NORTH = 78, SOUTH = -56;
const mercator = (lat) => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const TOP = mercator(NORTH);
const clip = (lat) => Math.max(-58, Math.min(NORTH + 1, lat));
const point = ([lon, lat]) => [Math.round((lon + 180) * 10), Math.round((TOP - mercator(clip(lat))) * 10)];

function ring(line, closed) {
  let out = "", last = null;
  for (const p of line.map(point)) {
    if (last && p[0] === last[0] && p[1] === last[1]) continue;
    out += last ? ` ${p[0] - last[0]} ${p[1] - last[1]}` : `M${p[0]} ${p[1]}l`;
    last = p;
  }
  return closed ? out + "z" : out;
}
const tight = (d) => d.replace(/l /g, "l").replace(/ -/g, "-");

const world = simplify(presimplify(JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json"))), 0.03);
const land = feature(world, world.objects.land);
const shapes = land.features ? land.features.map((f) => f.geometry) : [land.geometry];
const polygons = shapes.flatMap((g) => (g.type === "Polygon" ? [g.coordinates] : g.coordinates));
const size = (r) => Math.abs(r.reduce((s, p, i) => s + p[0] * r[(i + 1) % r.length][1] - r[(i + 1) % r.length][0] * p[1], 0) / 2);
const kept = polygons.filter((p) => size(p[0]) > 0.25 && p[0].some(([, lat]) => lat > SOUTH));
const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates;
const height = Math.round((TOP - mercator(SOUTH)) * 10);
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 ${height}"><path fill="#87919a" fill-opacity=".34" stroke="#87919a" stroke-width="2" stroke-linejoin="round" d="` +
    tight(kept.map((p) => p.map((r) => ring(r, true)).join("")).join("")) +
    `"/><path fill="none" stroke="#87919a" stroke-width="2.5" d="` + tight(borders.map((l) => ring(l, false)).join("")) + `"/></svg>\n`,
);
