// Draws feeds/static/world.svg from Natural Earth (public domain), as packed by the npm package world-atlas.
// Run by hand when the outline should change, in a folder with: npm i world-atlas topojson-client topojson-simplify d3-geo
//   node .../world.mjs > .../feeds/static/world.svg
// Mercator, ten units a degree of longitude; the same sums stand in feeds/maps.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { mesh, feature } = require("topojson-client");
const { presimplify, simplify } = require("topojson-simplify");
const { geoMercator, geoPath } = await import(require.resolve("d3-geo"));

const NORTH = 78, SOUTH = -56, FINEST = 0.03;
const mercator = (lat) => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
const top = mercator(NORTH) * 10, height = Math.round((mercator(NORTH) - mercator(SOUTH)) * 10);
const projection = geoMercator().scale(1800 / Math.PI).translate([1800, top]).precision(0)
  .clipExtent([[0, -20], [3600, height + 20]]);
const draw = geoPath(projection);

// Absolute coordinates to whole, relative ones: a third of the size, and nobody sees a tenth of a degree.
function tight(path) {
  let at = [0, 0];
  return path.replace(/([MLZ])([^MLZ]*)/g, (_, verb, rest) => {
    if (verb === "Z") return "z";
    const next = rest.split(",").map((value) => Math.round(Number(value)));
    const step = [next[0] - at[0], next[1] - at[1]];
    if (verb === "L" && !step[0] && !step[1]) return "";
    at = next;
    return verb === "M" ? `M${next[0]} ${next[1]}` : `l${step[0]} ${step[1]}`;
  }).replace(/ -/g, "-");
}

const world = simplify(presimplify(JSON.parse(readFileSync("node_modules/world-atlas/countries-50m.json"))), FINEST);
const land = feature(world, world.objects.land), borders = mesh(world, world.objects.countries, (a, b) => a !== b);
process.stdout.write(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3600 ${height}">` +
    `<path fill="#87919a" fill-opacity=".34" stroke="#87919a" stroke-width="2" stroke-linejoin="round" d="${tight(draw(land))}"/>` +
    `<path fill="none" stroke="#87919a" stroke-width="2.5" d="${tight(draw(borders))}"/></svg>\n`,
);
