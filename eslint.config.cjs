/* Copyright 2026 Property Rectification contributors
 * License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl). */
const globals = require("globals");
const jsdoc = require("eslint-plugin-jsdoc");
const js = require("@eslint/js");

const rules = {
    "array-callback-return": "error",
    "block-scoped-var": "error",
    "default-case-last": "error",
    "dot-notation": "error",
    eqeqeq: ["error", "always", {null: "ignore"}],
    "no-alert": "error",
    "no-console": ["error", {allow: ["warn", "error"]}],
    "no-constructor-return": "error",
    "no-eval": "error",
    "no-extend-native": "error",
    "no-implicit-globals": "error",
    "no-implied-eval": "error",
    "no-lonely-if": "error",
    "no-loop-func": "error",
    "no-return-assign": "error",
    "no-self-compare": "error",
    "no-shadow": "error",
    "no-template-curly-in-string": "error",
    "no-throw-literal": "error",
    "no-unneeded-ternary": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": ["error", {argsIgnorePattern: "^_"}],
    "no-use-before-define": ["error", "nofunc"],
    "no-useless-concat": "error",
    "no-useless-return": "error",
    "no-var": "error",
    "prefer-const": "error",
    radix: "error",
    yoda: "error",
    "jsdoc/check-alignment": "error",
    "jsdoc/check-param-names": "error",
    "jsdoc/check-tag-names": "error",
    "jsdoc/check-types": "error",
    "jsdoc/require-param-type": "error",
    "jsdoc/require-returns-type": "error",
};

module.exports = [
    {ignores: [".odoo/**", "node_modules/**", "**/static/lib/**"]},
    js.configs.recommended,
    {
        plugins: {jsdoc},
        languageOptions: {ecmaVersion: 2024, sourceType: "module"},
        rules,
    },
    {
        // What runs in the browser: Odoo turns all of it into modules.
        files: ["**/static/**/*.js"],
        languageOptions: {
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
    },
    {
        // What runs in Node.
        files: ["tools/**/*.mjs"],
        languageOptions: {globals: globals.node},
        rules: {"no-console": "off"},
    },
    {
        files: ["*.config.cjs"],
        languageOptions: {globals: globals.node, sourceType: "commonjs"},
    },
];
