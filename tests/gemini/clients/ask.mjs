// Asks the loopback service through npm's @google/genai, as its users would, and prints what came as one line of JSON.
// node ask.mjs URL, where `@google/genai` can be resolved from this folder or from NODE_MODULES.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.NODE_MODULES ? process.env.NODE_MODULES + "/" : import.meta.url);
const { GoogleGenAI } = await import(pathToFileURL(require.resolve("@google/genai")));
const ai = new GoogleGenAI({ apiKey: "loopback", httpOptions: { baseUrl: process.argv[2] } });
const lite = "gemini-3.1-flash-lite-image";
const png = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEElEQVR4nGNgYPiPAw0pCQCpcD/BFMrqcwAAAABJRU5ErkJggg==";
const told = {};

const drawn = await ai.models.generateContent({
  model: lite,
  contents: [{ text: "a fox" }, { inlineData: { mimeType: "image/png", data: png } }],
  config: { responseModalities: ["IMAGE"], imageConfig: { aspectRatio: "16:9", imageSize: "1K" }, seed: 7, maxOutputTokens: 4096 },
});
const picture = drawn.candidates[0].content.parts.find((p) => p.inlineData).inlineData;
told.drawn = { mime: picture.mimeType, bytes: Buffer.from(picture.data, "base64").length, usage: drawn.usageMetadata };

told.stream = [];
for await (const chunk of await ai.models.generateContentStream({ model: lite, contents: "a fox" })) {
  told.stream.push(chunk.candidates[0].finishReason ?? null);
}

const file = await ai.files.upload({ file: new Blob([Buffer.from(png, "base64")]), config: { mimeType: "image/png", displayName: "Réf" } });
told.file = { state: file.state, name: file.displayName, size: file.sizeBytes, got: (await ai.files.get({ name: file.name })).uri === file.uri };
const seen = await ai.models.generateContent({
  model: lite,
  contents: [{ text: "the same fox" }, { fileData: { fileUri: file.uri, mimeType: "image/png" } }],
});
told.seen = seen.candidates[0].finishReason;
told.files = [];
for await (const f of await ai.files.list()) told.files.push(f.name === file.name);
await ai.files.delete({ name: file.name });

let job = await ai.batches.create({
  model: lite,
  src: [{ contents: [{ role: "user", parts: [{ text: "s1" }] }], config: { responseModalities: ["IMAGE"] }, metadata: { key: "k1" } }],
  config: { displayName: "js" },
});
told.batch = [job.state];
for (let i = 0; i < 3; i++) {
  job = await ai.batches.get({ name: job.name });
  told.batch.push(job.state);
}
told.lines = job.dest.inlinedResponses.length;
told.models = [];
for await (const model of await ai.models.list({ config: { pageSize: 2 } })) told.models.push(model.name);
told.tokens = (await ai.models.countTokens({ model: lite, contents: "a fox" })).totalTokens;
told.errors = [];
for (const config of [{ imageConfig: { imageSize: "4K" } }, { temperature: 3 }]) {
  try {
    await ai.models.generateContent({ model: lite, contents: "a fox", config });
  } catch (error) {
    told.errors.push([error.status, JSON.parse(error.message).error.status]);
  }
}
console.log(JSON.stringify(told));
