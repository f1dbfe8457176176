"""From a cohort to a table anyone may read: drafted, asked for by one, agreed to by another."""

from .releases import Draft, NotAsked, agree, ask, draft

__all__ = ["Draft", "NotAsked", "agree", "ask", "draft"]
