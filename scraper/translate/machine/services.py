"""The two protocols: OpenAI's chat completions, which many services speak, and LibreTranslate's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from scraper.reading.terms import TermFinder, plain
from scraper.rules.glossary import Term
from scraper.rules.machine import MachineRules
from scraper.translate.machine.settings import MachineSettings

if TYPE_CHECKING:  # it loads httpx, which only a run that asks a service needs
    from scraper.translate.machine.client import Client


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered to one text."""

    text: str
    tokens: int = 0
    """As the service counts them; 0 where it does not say."""
    cut: bool = False
    """Whether the service says itself that it broke off."""


@dataclass(frozen=True, slots=True)
class Request:
    """A text to translate."""

    text: str
    what: str
    """What it is, for services that can be told: `Paragraph under the heading: …`."""
    terms: Sequence[Term]
    """The terms of the glossary in it."""


class Service(Protocol):
    """A translation service."""

    def translate(self, request: Request) -> Answer:
        """Return the answer to a text; raises `CasebookError` where there is none."""


class ChatService:
    """`POST /chat/completions` (OpenAI API reference, "Create chat completion")."""

    def __init__(self, client: Client, settings: MachineSettings, rules: MachineRules) -> None:
        self._client, self._settings, self._rules = client, settings, rules

    def translate(self, request: Request) -> Answer:
        """Return the answer to a text; the glossary goes into the instructions."""
        terms = "\n".join(f"{term.term} = {term.english}" for term in request.terms)
        instructions = self._rules.instructions.replace("{what}", request.what)
        body = {
            "model": self._settings.model,
            "temperature": 0,
            "messages": [
                {
                    "role": "system",
                    "content": instructions.replace("{glossary}", terms or self._rules.no_terms),
                },
                {"role": "user", "content": request.text},
            ],
        }
        key = self._settings.key
        answer = self._client.post(
            "/chat/completions", body, {"Authorization": f"Bearer {key}"} if key else {}
        )
        choice = _first(answer.get("choices"))
        message = choice.get("message")
        usage = answer.get("usage")
        tokens = usage.get("total_tokens") if isinstance(usage, dict) else 0
        return Answer(
            _text(message.get("content") if isinstance(message, dict) else None),
            tokens if isinstance(tokens, int) else 0,
            cut=choice.get("finish_reason") not in ("stop", None),
        )


class LibreTranslateService:
    """`POST /translate` (LibreTranslate API).

    The protocol has no glossary. Terms go into the text in English, where these services leave
    them as they stand.
    """

    def __init__(self, client: Client, settings: MachineSettings) -> None:
        self._client, self._settings = client, settings

    def translate(self, request: Request) -> Answer:
        """Return the answer to a text."""
        body = {
            "q": _with_english_terms(request),
            "source": "zh",
            "target": "en",
            "format": "text",
        }
        if self._settings.key:
            body["api_key"] = self._settings.key
        return Answer(_text(self._client.post("/translate", body, {}).get("translatedText")))


def service(client: Client, settings: MachineSettings, rules: MachineRules) -> Service:
    """Return the service that the settings name."""
    if settings.backend == "openai":
        return ChatService(client, settings, rules)
    return LibreTranslateService(client, settings)


def _with_english_terms(request: Request) -> str:
    text, end = "", 0
    if not request.terms:
        return request.text
    for found in TermFinder(request.terms, "zh").find(request.text):
        text += f"{request.text[end : found.start]} {plain(found.term.renderings[0])} "
        end = found.end
    return (text + request.text[end:]).strip()


def _first(choices: Any) -> dict[str, Any]:
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        return choices[0]
    return {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
