/* Colours for %%banana cells in JupyterLab 4. Written by hand: it takes CodeMirror from Lab itself, and needs no build. */
(() => {
  "use strict";

  const MAGIC = /^\s*%%banana(?=\s|$)[^\n]*/;
  const WORD = "[^\\W\\d]\\w*".replace("[^\\W\\d]", "[\\p{L}_]").replace("\\w", "[\\p{L}\\p{N}\\p{M}_]");
  const DECLARES = "storyboard|character|location|prop|style|reference|view|look|prompt|scene|shot|edit|variant|param|final|except|import|from";
  const MENTION = `(?<![A-Za-z0-9._-])@(?:\\{[^}\\n]+\\}|${WORD}(?:\\.[\\p{L}\\p{N}_]+)*)(?:\\[[^\\]\\n]*=[^\\]\\n]*\\])?`;
  // In this order: the first that fits at a place counts.
  const OUTSIDE = rules([
    ["comment", "#[^\\n]*"],
    ["text", '"""|"'],
    ["mention", MENTION],
    ["key", `${WORD}(?=[ \\t]*:(?!\\d))`],
    ["declares", `(?<=(?:^|[{;\\n])[ \\t]*)(?:${DECLARES})(?![\\p{L}\\p{N}_])`],
    ["word", "\\b(?:true|false|none|previous|of|as|import|from)\\b"],
    ["number", "\\$\\d+(?:\\.\\d+)?|\\d+:\\d+|\\d+(?:\\.\\d+)?(?:s|m|K)?\\b"],
    ["call", `${WORD}(?:\\.${WORD})*(?=\\()`],
    ["name", `${WORD}(?:\\.${WORD})*`],
    ["sign", "[^\\s]"],
  ]);
  const INSIDE = rules([
    ["escape", '\\\\["\\\\n]|@@'],
    ["comment", "\\{#[\\s\\S]*?#\\}"],
    ["hole", "\\{\\{[\\s\\S]*?\\}\\}|\\{%[\\s\\S]*?%\\}"],
    ["mention", MENTION],
    ["string", `[^"\\\\@{\\n]+|[^\\n"]`],
  ]);

  function rules(pairs) {
    return pairs.map(([name, source]) => [name, new RegExp(source, "uy")]);
  }

  function first(found, text, at) {
    for (const [name, pattern] of found) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match && match[0]) return [name, match[0].length];
    }
    return ["sign", 1];
  }

  /* Every token of a board from an offset on: [name, start, end]. */
  function tokens(text, begin) {
    const found = [];
    let at = begin;
    let quotes = "";
    while (at < text.length) {
      if (quotes && (text.startsWith(quotes, at) || (quotes === '"' && text[at] === "\n"))) {
        const size = text[at] === "\n" ? 0 : quotes.length;
        if (size) found.push(["string", at, at + size]);
        at += size;
        quotes = "";
        continue;
      }
      if (/\s/.test(text[at])) {
        at += 1;
        continue;
      }
      const [name, size] = first(quotes ? INSIDE : OUTSIDE, text, at);
      if (name === "text") quotes = text.substr(at, size);
      found.push([name === "text" ? "string" : name, at, at + size]);
      at += size;
    }
    return found;
  }

  const COLOURS = {
    magic: "meta", comment: "comment", string: "string", escape: "operator", hole: "string-2", mention: "variable-2",
    key: "property", declares: "keyword", word: "atom", number: "number", call: "def", name: "variable", sign: "punctuation",
  };

  function extension(view, state) {
    const marks = {};
    const theme = {};
    for (const [name, colour] of Object.entries(COLOURS)) {
      marks[name] = view.Decoration.mark({ class: `bnn-${name}` });
      theme[`.bnn-${name}, .bnn-${name} *`] = { color: `var(--jp-mirror-editor-${colour}-color) !important` };
    }
    theme[".bnn-declares, .bnn-mention"] = { fontWeight: "bold" };
    theme[".bnn-comment"] = { fontStyle: "italic" };

    function colours(editor) {
      const text = editor.state.doc.toString();
      const head = MAGIC.exec(text);
      if (!head) return view.Decoration.none;
      const builder = new state.RangeSetBuilder();
      builder.add(head[0].search(/\S/), head[0].length, marks.magic);
      for (const [name, start, end] of tokens(text, head[0].length)) builder.add(start, end, marks[name]);
      return builder.finish();
    }

    const plugin = view.ViewPlugin.fromClass(
      class {
        constructor(editor) {
          this.decorations = colours(editor);
        }
        update(change) {
          if (change.docChanged) this.decorations = colours(change.view);
        }
      },
      { decorations: (found) => found.decorations },
    );
    return [plugin, view.EditorView.baseTheme(theme)];
  }

  let scope = {};

  async function shared(name) {
    const versions = Object.values(scope[name] || {});
    if (!versions.length) throw new Error(`JupyterLab does not share ${name}`);
    const chosen = versions.find((v) => v.loaded) || versions[0];
    return (await chosen.get())();
  }

  async function load() {
    const [codemirror, view, state] = await Promise.all(
      ["@jupyterlab/codemirror", "@codemirror/view", "@codemirror/state"].map(shared),
    );
    const plugin = {
      id: "bananaboard:colours",
      description: "Colours for %%banana cells.",
      autoStart: true,
      requires: [codemirror.IEditorExtensionRegistry],
      activate(_, registry) {
        const found = extension(view, state);
        registry.addExtension({
          name: "bananaboard",
          factory: () => codemirror.EditorExtensionRegistry.createImmutableExtension(found),
        });
      },
    };
    return { __esModule: true, default: plugin };
  }

  const container = {
    init(found) {
      scope = found;
    },
    get: (name) => (name === "./extension" ? load().then((found) => () => found) : Promise.reject(new Error(name))),
  };
  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB || {};
  globalThis._JUPYTERLAB.bananaboard = container;
})();
