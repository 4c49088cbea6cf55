"""Translation services: asked only where an editor has set one up and asks for it.

    text + terms ──openai | libretranslate──> request ──client──> answer ──answers──> message

An answer is text and nothing else; what is not a plausible translation is refused with a reason.
"""
