// Starts `bnn lsp` and hands it to the editor.
"use strict";
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("bananaboard").get("command");
  const run = { command, args };
  client = new LanguageClient(
    "bananaboard",
    "Bananaboard",
    { run, debug: run },
    {
      documentSelector: [{ scheme: "file", language: "bananaboard" }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{bnn,j2,csv,jsonl}") },
      markdown: { isTrusted: false, supportHtml: false },
    },
  );
  try {
    await client.start();
  } catch (fault) {
    client = undefined;
    const settings = "Open settings";
    const chosen = await vscode.window.showErrorMessage(
      `\`${[command, ...args].join(" ")}\` could not be started (${fault.message}). ` +
        "Install it with `pip install bananaboard`, or say in the settings where `bnn` is.",
      settings,
    );
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "bananaboard.command");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop();
}

exports.activate = async (context) => {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(vscode.commands.registerCommand("bananaboard.restart", restart));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration("bananaboard")) return restart();
    }),
  );
  await start();
};

exports.deactivate = stop;
