"""The messages of a request, field by field: what is not in here is refused, as the real JSON reader does."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from .refusals import violation

ANY = "any"
HARM = tuple(
    f"HARM_CATEGORY_{name}"
    for name in ("UNSPECIFIED", "HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT",
                 "CIVIC_INTEGRITY", "JAILBREAK")
)  # fmt: skip
VERTEX_HARM = tuple(
    f"HARM_CATEGORY_IMAGE_{n}" for n in ("HATE", "DANGEROUS_CONTENT", "HARASSMENT", "SEXUALLY_EXPLICIT")
)
THRESHOLD = ("HARM_BLOCK_THRESHOLD_UNSPECIFIED", "BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH",
             "BLOCK_NONE", "OFF")  # fmt: skip
LEVEL = ("THINKING_LEVEL_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH")
MODALITY = ("MODALITY_UNSPECIFIED", "TEXT", "IMAGE", "AUDIO", "VIDEO")
RESOLUTION = tuple(f"MEDIA_RESOLUTION_{n}" for n in ("UNSPECIFIED", "LOW", "MEDIUM", "HIGH", "ULTRA_HIGH"))


def _anything(names: str) -> dict[str, Any]:
    """Fields of which nothing is asked but their name."""
    return dict.fromkeys(names.split(), ANY)


# A field's type: text, int, number, bool, bytes, any, a message's name, a tuple of enum values; in a list: repeated.
MESSAGES: dict[str, dict[str, Any]] = {
    "Request": {
        "model": "text", "contents": ["Content"], "systemInstruction": "Content", "tools": ["Tool"],
        "safetySettings": ["Safety"], "generationConfig": "Generation", "cachedContent": "text", "store": "bool",
        "serviceTier": "text", "continuationToken": "text", **_anything("toolConfig labels"),
    },
    "Content": {"parts": ["Part"], "role": "text"},
    "Part": {
        "text": "text", "inlineData": "Blob", "fileData": "File", "thought": "bool", "thoughtSignature": "bytes",
        **_anything(
            "functionCall functionResponse executableCode codeExecutionResult videoMetadata mediaResolution toolCall"
            " toolResponse partMetadata speechMetadata audioMetadata audioTranscription mediaProcessing"
            " documentMetadata spreadsheetMetadata"
        ),
    },
    "Blob": {"mimeType": "text", "data": "bytes", "displayName": "text"},
    "File": {"mimeType": "text", "fileUri": "text", "displayName": "text"},
    "Safety": {"category": HARM, "threshold": THRESHOLD},
    "Tool": {
        "functionDeclarations": [ANY], "googleSearch": "Search", "mcpServers": [ANY],
        **_anything("googleSearchRetrieval codeExecution urlContext computerUse fileSearch googleMaps"),
    },
    "Search": {"timeRangeFilter": ANY, "searchTypes": "SearchTypes"},
    "SearchTypes": {"webSearch": ANY, "imageSearch": ANY},
    "Generation": {
        "stopSequences": ["text"], "responseMimeType": "text", "responseModalities": [MODALITY],
        "candidateCount": "int", "maxOutputTokens": "int", "temperature": "number", "topP": "number", "topK": "number",
        "seed": "int", "presencePenalty": "number", "frequencyPenalty": "number", "responseLogprobs": "bool",
        "logprobs": "int", "enableEnhancedCivicAnswers": "bool", "thinkingConfig": "Thinking", "imageConfig": "Image",
        "mediaResolution": RESOLUTION,
        **_anything("responseSchema responseJsonSchema speechConfig audioTranscriptionConfig"),
    },
    "Thinking": {"includeThoughts": "bool", "thinkingBudget": "int", "thinkingLevel": LEVEL},
    "Image": {"aspectRatio": "text", "imageSize": "text"},
    "Batch": {"batch": "BatchBody"},
    "BatchBody": {
        "displayName": "text", "inputConfig": "BatchInput", "model": "text", "priority": "int", "name": "text",
        "webhookConfig": ANY,
    },
    "BatchInput": {"requests": "BatchLines", "fileName": "text"},
    "BatchLines": {"requests": ["BatchLine"]},
    "BatchLine": {"request": "Request", "metadata": ANY},
    "Count": {"contents": ["Content"], "generateContentRequest": "Request"},
}  # fmt: skip
VERTEX: dict[str, dict[str, Any]] = MESSAGES | {
    "Request": MESSAGES["Request"] | {"modelArmorConfig": ANY},
    "Safety": {"category": HARM + VERTEX_HARM, "threshold": THRESHOLD, "method": "text"},
    "Search": {"excludeDomains": ["text"], "searchTypes": "SearchTypes", "blockingConfidence": "text"},
    "Tool": MESSAGES["Tool"] | _anything("retrieval enterpriseWebSearch parallelAiSearch exaAiSearch"),
    "Generation": MESSAGES["Generation"]
    | _anything("audioTimestamp routingConfig modelSelectionConfig modelConfig enableAffectiveDialog"),
    "Image": MESSAGES["Image"]
    | {"personGeneration": "text", "prominentPeople": "text", "imageOutputOptions": "Output"},
    "Output": {"mimeType": "text", "compressionQuality": "int"},
    "Count": {
        "contents": ["Content"],
        "systemInstruction": "Content",
        "tools": ["Tool"],
        "generationConfig": "Generation",
        "model": "text",
        "instances": [ANY],
    },
    "Job": _anything("model displayName inputConfig outputConfig labels name encryptionSpec"),
}
_HUMP = re.compile(r"_([a-z0-9])")
_CAP = re.compile(r"([A-Z])")


def read(message: str, value: object, *, vertex: bool = False) -> dict[str, Any]:
    """`value` with its field names in one spelling and its bytes decoded. Raises Refused at the first wrong field."""
    return _message(VERTEX if vertex else MESSAGES, message, value, "")


def _message(messages: dict[str, dict[str, Any]], message: str, value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise violation(where, f"Invalid value at '{where}' (type.googleapis.com/{message}), {value!r}")
    found: dict[str, Any] = {}
    for name, inner in value.items():
        camel = _HUMP.sub(lambda m: m[1].upper(), name)
        if camel not in messages[message]:
            at = f" at '{where}'" if where else ""
            raise violation(where, f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.')
        if camel in found:
            raise violation(where, f"Invalid value at '{where}', oneof field '{name}' is already set.")
        here = f"{where}.{_snake(camel)}" if where else _snake(camel)
        if inner is not None:
            found[camel] = _field(messages, messages[message][camel], inner, here)
    return found


def _field(messages: dict[str, dict[str, Any]], kind: Any, value: object, where: str) -> Any:
    if isinstance(kind, list):
        items = value if isinstance(value, list) else None
        if items is None:
            raise violation(where, f"Invalid value at '{where}' (oneof), expected an array")
        return [_field(messages, kind[0], item, f"{where}[{i}]") for i, item in enumerate(items)]
    if isinstance(kind, tuple):
        if value not in kind:
            raise violation(where, f"Invalid value at '{where}' (type.googleapis.com/enum), {_quoted(value)}")
        return value
    if kind in messages:
        return _message(messages, kind, value, where)
    return _plain(kind, value, where)


def _plain(kind: str, value: object, where: str) -> Any:
    if kind == "any" or (kind == "bool" and isinstance(value, bool)) or (kind == "text" and isinstance(value, str)):
        return value
    if kind == "bytes" and isinstance(value, str):
        return decoded(value, where)
    if kind in {"int", "number"} and not isinstance(value, bool) and isinstance(value, int | float | str):
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if number == number and (kind == "number" or number.is_integer()):
            return int(number) if kind == "int" else number
    names = {
        "text": "TYPE_STRING",
        "bool": "TYPE_BOOL",
        "bytes": "TYPE_BYTES",
        "int": "TYPE_INT32",
        "number": "TYPE_FLOAT",
    }
    raise violation(where, f"Invalid value at '{where}' ({names[kind]}), {_quoted(value)}")


def decoded(value: str, where: str) -> bytes:
    """Base64 as the real reader takes it: either alphabet, padded or not."""
    plain = value.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise violation(
            where, f"Invalid value at '{where}' (TYPE_BYTES), Base64 decoding failed for {_quoted(value)}"
        ) from None


def _snake(camel: str) -> str:
    return _CAP.sub(lambda m: "_" + m[1].lower(), camel)


def _quoted(value: object) -> str:
    text = str(value)
    return f'"{text[:80]}"' if isinstance(value, str) else text[:80]
