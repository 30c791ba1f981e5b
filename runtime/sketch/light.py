"""Light and weather: what hour it is, what falls from the sky, and how that colours everything."""

from __future__ import annotations

from dataclasses import dataclass

from .palette import Colour, mix, multiply
from .reading import says


@dataclass(frozen=True, slots=True)
class Light:
    """`falls` is what the lamp of the day does to every colour; `haze` from 0 to 1 hides what is far."""

    hour: str
    high: Colour  # the sky overhead
    low: Colour  # the sky at the horizon
    falls: Colour
    haze: float = 0.35
    weather: str = ""

    @property
    def dark(self) -> bool:
        """Whether lamps would be lit."""
        return self.hour in ("night", "storm night", "storm")

    def on(self, colour: Colour, far: float = 0.0) -> Colour:
        """A colour in this light, `far` from 0 (near) to 1 (at the horizon)."""
        return mix(multiply(colour, self.falls), self.low, far * self.haze)


HOURS: tuple[tuple[tuple[str, ...], Light], ...] = (
    (("night", "midnight", "moonlight", "moonlit", "nocturnal", "moon", "stars", "starlit", "evening"),
     Light("night", (22, 28, 62), (66, 84, 128), (122, 134, 184), 0.5)),
    (("dawn", "sunrise", "daybreak"), Light("dawn", (146, 170, 204), (252, 214, 172), (255, 236, 218), 0.55)),
    (("dusk", "sunset", "twilight", "golden", "magic"), Light("dusk", (96, 92, 150), (250, 166, 108), (250, 214,
    190), 0.5)),
    (("morning",), Light("morning", (150, 194, 226), (248, 236, 210), (255, 248, 232), 0.45)),
    (("noon", "midday"), Light("day", (98, 168, 224), (210, 232, 240), (255, 255, 250), 0.3)),
)  # fmt: skip
DAY = Light("day", (134, 184, 220), (226, 236, 234), (252, 250, 246), 0.4)
STORM = Light("storm", (54, 62, 84), (128, 140, 154), (172, 180, 200), 0.55, "rain")
GLOOM = Light("grey day", (160, 170, 180), (214, 218, 218), (224, 228, 234), 0.5)


def light_of(said: tuple[str, ...]) -> Light:
    """The light that words ask for; the words of the shot come first, so they win over those of the place."""
    hour = next((light for word in said for known, light in HOURS if word in known), None)
    weather = weather_of(said)
    if weather == "rain" and says(said, "storm", "stormy", "thunder", "lightning", "tempest", "hurricane"):
        hour = STORM if hour is None or hour.hour not in ("night", "dawn") else hour
    elif weather in ("rain", "snow", "fog") and hour is None:
        hour = GLOOM
    hour = hour or DAY
    haze = min(0.9, hour.haze + (0.35 if weather == "fog" else 0.15 if weather else 0.0))
    warmed = _warmed(hour, said)
    return Light(warmed.hour, warmed.high, warmed.low, warmed.falls, haze, weather)


WEATHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("snow", ("snow", "snowy", "snowing", "blizzard", "snowfall", "snowflakes")),
    ("rain", ("rain", "rainy", "raining", "storm", "stormy", "downpour", "thunder", "drizzle", "tempest", "hurricane")),
    ("fog", ("fog", "foggy", "mist", "misty", "haze", "hazy", "smoke", "smoky")),
    ("wind", ("wind", "windy", "gust", "breeze")),
)


def weather_of(said: tuple[str, ...]) -> str:
    """rain, snow, fog, wind or nothing; not what the words before it do away with: `no rain`."""
    denied = {said[at + 1] for at in range(len(said) - 1) if said[at] in ("no", "without", "stop", "remove")}
    denied |= {said[at + 2] for at in range(len(said) - 2) if said[at] in ("no", "without", "stop", "remove")}
    return next((name for name, known in WEATHER if says(set(said) - denied, *known)), "")


def _warmed(light: Light, said: tuple[str, ...]) -> Light:
    if says(said, "warm", "cosy", "cozy", "candlelight", "firelight", "amber"):
        lamp, share = (255, 206, 140), 0.22
    elif says(said, "cold", "icy", "frost", "frozen", "bleak", "winter"):
        lamp, share = (170, 204, 240), 0.22
    elif says(said, "neon", "cyberpunk"):
        lamp, share = (214, 90, 220), 0.25
    else:
        return light
    return Light(
        light.hour,
        mix(light.high, lamp, share * 0.6),
        mix(light.low, lamp, share),
        mix(light.falls, lamp, share),
        light.haze,
        light.weather,
    )
