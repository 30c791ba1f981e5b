// Starts `bnn lsp` and hands it to the editor, as soon as a board or a `%%banana` cell is open.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const BOARDS = [{ scheme: "file", language: "bananaboard" }];
const CELLS = [{ scheme: "vscode-notebook-cell", language: "python" }];

let client;
let waiting;
let wanted = false; // something of ours was open

// Python's cells have a formatter of their own: with a second one, the editor would ask which of them is meant.
function formatBoardsOnly(of) {
  const formatting = of.getFeature("textDocument/formatting");
  const initialize = formatting.initialize.bind(formatting);
  formatting.initialize = (capabilities) => initialize(capabilities, BOARDS);
}

function made([command, ...args]) {
  const run = { command, args };
  const found = new LanguageClient(
    "bananaboard",
    "Bananaboard",
    { run, debug: run },
    {
      documentSelector: [...BOARDS, ...CELLS],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{bnn,j2,csv,jsonl}") },
      markdown: { isTrusted: false, supportHtml: false },
    },
  );
  formatBoardsOnly(found);
  return found;
}

async function start() {
  wanted = true;
  const command = vscode.workspace.getConfiguration("bananaboard").get("command");
  client = made(command);
  try {
    await client.start();
  } catch (fault) {
    client = undefined;
    await unstarted(command, fault);
  }
}

async function unstarted(command, fault) {
  const settings = "Open settings";
  const chosen = await vscode.window.showErrorMessage(
    `\`${command.join(" ")}\` could not be started (${fault.message}). ` +
      "Install it with `pip install bananaboard`, or say in the settings where `bnn` is.",
    settings,
  );
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "bananaboard.command");
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop();
}

async function restart() {
  waiting?.dispose();
  await stop();
  await start();
}

const isBoard = (document) =>
  vscode.languages.match(BOARDS, document) > 0 ||
  (vscode.languages.match(CELLS, document) > 0 && /^\s*%%banana(?=\s|$)/.test(document.getText()));

// Most notebooks have no board: then nothing is started, and nothing is said if `bnn` is not installed.
async function startWhenNeeded() {
  if (vscode.workspace.textDocuments.some(isBoard)) return start();
  const seen = (document) => {
    if (!isBoard(document)) return;
    waiting.dispose();
    start();
  };
  waiting = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(seen),
    vscode.workspace.onDidChangeTextDocument((change) => seen(change.document)),
  );
}

exports.activate = async (context) => {
  context.subscriptions.push(
    { dispose: () => waiting?.dispose() },
    vscode.commands.registerCommand("bananaboard.restart", restart),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (wanted && e.affectsConfiguration("bananaboard")) return restart();
    }),
  );
  await startWhenNeeded();
};

exports.deactivate = stop;
