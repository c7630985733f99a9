// Snapshots of manifests read like manifests.
const { stringify } = require('yaml');

module.exports = {
  test: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((each) => each?.kind && each.metadata),
  serialize: (objects) =>
    objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'),
};
