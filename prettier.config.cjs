/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
// Indentation comes from .editorconfig.
module.exports = {
    bracketSpacing: false,
    printWidth: 88,
    proseWrap: "preserve",
    semi: true,
    trailingComma: "es5",
    xmlWhitespaceSensitivity: "preserve",
    plugins: [require.resolve("@prettier/plugin-xml")],
};
