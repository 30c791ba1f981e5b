"""Asks the loopback service through litellm, as its users would, and prints what came as one line of JSON."""

from __future__ import annotations

import base64
import json
import sys

import litellm

URL, MODEL = sys.argv[1], "gemini/gemini-3.1-flash-lite-image"
GIVEN = {"api_key": "loopback", "api_base": f"{URL}/v1beta"}
FOX = [{"role": "user", "content": "a fox"}]
told: dict[str, object] = {}

drawn = litellm.image_generation(model=MODEL, prompt="a fox", **GIVEN)
data = base64.b64decode(drawn.data[0].b64_json)
told["drawn"] = data.startswith(b"\xff\xd8\xff") and data.endswith(b"\xff\xd9")

chat = litellm.completion(model=MODEL, messages=FOX, modalities=["image", "text"], **GIVEN)
told["finish"] = chat.choices[0].finish_reason
told["tokens"] = chat.usage.prompt_tokens
told["pictures"] = len(chat.choices[0].message.images or [])
told["cost"] = round(litellm.completion_cost(chat) * 1e9)
try:
    litellm.completion(model=MODEL, messages=FOX, temperature=3.0, num_retries=0, **GIVEN)
except litellm.exceptions.BadRequestError as refused:
    told["refused"] = refused.status_code
try:
    litellm.completion(model=MODEL, messages=[{"role": "user", "content": "quota"}], num_retries=0, **GIVEN)
except litellm.exceptions.RateLimitError as refused:
    told["limited"] = refused.status_code
print(json.dumps(told))
