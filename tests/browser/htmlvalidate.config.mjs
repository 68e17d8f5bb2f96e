// What html-validate checks: both of its presets, less what is a matter of taste.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // docutils and Sphinx write <br /> and defer="defer": the standard allows either
    "void-style": "off",
    "attribute-boolean-style": "off",
    // as the standard has it: anchors may start with a digit, and be in any script
    "valid-id": ["error", { relaxed: true }],
    // a title is the author's
    "long-title": "off",
  },
};
